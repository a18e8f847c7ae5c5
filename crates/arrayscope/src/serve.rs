//! `serve`: the page in a browser.

use crate::args::ADDRESSES;
use crate::exit::{Outcome, tell};
use crate::output::{Output, note, say};
use crate::reading::ReadArgs;
use anyhow::{Context as _, Result, anyhow};
use arrayscope_formats::printable;
use arrayscope_web::{Access, AppState, Config, Token, serve};
use std::ffi::OsString;
use std::io::{self, Write as _};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use tokio::net::TcpListener;

const EXAMPLES: &str = "\
Examples:
  arrayscope serve                     the sample tensors, 0-D to 4-D
  arrayscope serve batch.npy run.npz   your own beside them
  arrayscope serve --port 0            a free port, chosen by the system

The first line on stdout is the URL; it holds a token, because on a shared machine \
everybody reaches 127.0.0.1. Only what is named here or uploaded can be seen. Ctrl-C \
ends the server and removes what was uploaded.";

/// Show arrays in a browser
///
/// Serves a page with the sample tensors and the arrays named: geometry, signals,
/// statistics, and any cross-section.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[arg(help = ADDRESSES, value_name = "ADDRESS")]
    addresses: Vec<OsString>,
    /// The port; 0 lets the system choose
    #[arg(long, default_value_t = 8501)]
    port: u16,
    /// The IP address to listen on; other than loopback lets other machines ask, with the token
    #[arg(long, value_name = "IP", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    /// Answer everybody who reaches the address; for loopback alone
    #[arg(long)]
    no_token: bool,
    #[command(flatten)]
    read: ReadArgs,
}

/// Runs `serve` until it is told to stop.
pub(crate) fn run(args: &Args, out: &mut Output) -> Result<Outcome> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let outcome = runtime.block_on(answer(args, out));
    // Uploads are gone by now; nobody will see what a computation under way finds.
    runtime.shutdown_background();
    outcome
}

async fn answer(args: &Args, out: &mut Output) -> Result<Outcome> {
    let listener = listen(SocketAddr::new(args.host, args.port)).await?;
    let access = if args.no_token { Access::Open } else { Access::Token(Token::random()?) };
    let state = AppState::try_new(Config::new(listener.local_addr()?, access))?;
    open_addresses(args, &state)?;
    let stop = stopped()?;
    let url = state.url();
    let server = tokio::spawn(serve(listener, state, stop));
    writeln!(out, "{url}")?;
    out.flush()?;
    say("Ctrl-C ends the server");
    server.await.context("the server stopped working")??;
    Ok(Outcome::Done)
}

async fn listen(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| {
        let (ip, port) = (address.ip(), address.port());
        match error.kind() {
            io::ErrorKind::AddrInUse => anyhow!(
                "port {port} of {ip} is taken, perhaps by another arrayscope: --port 0 finds a free one"
            ),
            _ => anyhow!("cannot listen on {address}: {error}"),
        }
    })
}

/// Opens what was named. What cannot be read is told here and on the page; nothing at all
/// to show of what was named is an error.
fn open_addresses(args: &Args, state: &AppState) -> Result<()> {
    let options = args.read.options();
    let mut failed = Vec::new();
    for argument in &args.addresses {
        let shown = printable(&argument.to_string_lossy());
        let opened = match argument.to_str() {
            Some(address) => state.open(address, &options).map_err(|error| anyhow!("{error}")),
            None => Err(anyhow!("cannot serve a name that is not UTF-8: {shown}")),
        };
        match opened {
            Ok(1) => say(&format!("opened {shown}")),
            Ok(count) => say(&format!("opened {shown}: {count} arrays")),
            Err(error) => failed.push(error),
        }
    }
    let Some(last) = failed.pop() else { return Ok(()) };
    for error in &failed {
        tell(error);
    }
    if failed.len() + 1 == args.addresses.len() {
        return Err(last);
    }
    tell(&last);
    note("the others are served");
    Ok(())
}

/// Ready when the user, or the system, asks us to end: Ctrl-C, a terminal that is closed, a
/// service that is stopped.
///
/// They are listened to from this call on, and not from the first look at what it gives:
/// whoever reads the URL may ask at once.
#[cfg(unix)]
fn stopped() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let mut hang_up = signal(SignalKind::hangup())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
            _ = hang_up.recv() => {}
        }
    })
}

/// Ready when the user asks us to end: Ctrl-C.
#[cfg(windows)]
fn stopped() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupt.recv().await;
    })
}
