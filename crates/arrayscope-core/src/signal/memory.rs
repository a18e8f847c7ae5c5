//! Signal 5, memory: does it fit into the budget and into this machine?

use super::{Context, Contract, Evidence, Measured, MemoryMeasure, Signal, SignalName, Verdict};
use crate::Layout;
use crate::kernel::{Number, Wide};

pub(super) fn judge(layout: &Layout, contract: &Contract, context: &Context) -> Signal {
    let nbytes = layout.nbytes();
    let bytes = nbytes as u64;
    let budget = contract.memory_budget;
    let available = context.available_memory;
    let mut verdict = Verdict::Pass;
    let mut evidence = Vec::new();
    if let Some(available) = available.filter(|available| bytes > *available) {
        verdict = Verdict::Warn;
        evidence.push(Evidence::text(format!(
            "the array has {bytes} bytes, this machine has {available} free"
        )));
    }
    if bytes > budget {
        verdict = Verdict::Fail;
        evidence
            .push(Evidence::text(format!("{} bytes more than the budget allows", bytes - budget)));
    }
    Signal {
        signal: SignalName::Memory,
        verdict,
        measured: Measured::Memory(MemoryMeasure {
            nbytes,
            megabytes: bytes.to_f64() / 1e6,
            mebibytes: bytes.to_f64() / f64::from(1 << 20),
            budget,
            ratio: Number::Float(if bytes == 0 { 0.0 } else { bytes.to_f64() / budget.to_f64() }),
            available,
        }),
        rule: format!(
            "at most {} MB, and no more than the machine has free",
            budget.to_f64() / 1e6
        ),
        evidence,
    }
}

#[cfg(test)]
mod tests {
    use super::super::signals;
    use super::*;
    use crate::Array;

    fn of(memory_budget: u64, available_memory: Option<u64>) -> Signal {
        let a = Array::from_slice(&[1.0, 2.0], &[2]).expect("fits");
        let contract = Contract { memory_budget, ..Contract::default() };
        let context = Context { available_memory, siblings: vec![] };
        signals(&a.view(), &contract, &context).expect("fine").swap_remove(4)
    }

    #[test]
    fn the_budget_fails_and_the_machine_warns() {
        assert_eq!(of(16, None).verdict, Verdict::Pass);
        assert_eq!(of(15, None).verdict, Verdict::Fail);
        assert_eq!(of(16, Some(10)).verdict, Verdict::Warn);
        assert_eq!(of(0, Some(10)).evidence.len(), 2);
    }

    #[test]
    fn megabytes_and_mebibytes_are_told_apart() {
        let Measured::Memory(measure) = of(16, None).measured else { panic!("a memory measure") };
        assert_eq!((measure.megabytes, measure.mebibytes), (16.0 / 1e6, 16.0 / 1_048_576.0));
        assert_eq!(measure.ratio, Number::Float(1.0));
    }
}
