//! Blood markers: 128 names with units and about the range of healthy adults.

use super::random::Random;
use super::{Labels, Sample, floats, names};
use crate::Result;

/// (128,): the markers of one patient, within the usual ranges but for a few.
pub(super) fn of_one_patient(random: &mut Random) -> Result<Sample> {
    let values: Vec<f64> = MARKERS
        .iter()
        .map(|(_, _, low, high)| {
            let (middle, spread) = (f64::midpoint(*low, *high), (high - low) / 4.0);
            // No marker is negative, however far it strays.
            random.normal(middle, spread).max(low / 2.0)
        })
        .collect();
    Ok(Sample {
        array: floats(&values, &[MARKERS.len()])?,
        title: "A feature vector: one patient's 128 blood markers".into(),
        axis_names: names(&["marker"]),
        unit: None,
        labels: Some(labels(0, true)),
    })
}

/// (32, 128): deviations from the usual range, in standard deviations. Four groups of
/// eight patients differ in a block of markers each.
pub(super) fn of_a_batch(random: &mut Random) -> Result<Sample> {
    let markers = MARKERS.len();
    let mut values = Vec::with_capacity(32 * markers);
    for patient in 0..32 {
        let group = patient / 8;
        let severity = random.between(1.2, 2.8);
        for marker in 0..markers {
            let raised = if marker / 32 == group { severity } else { 0.0 };
            values.push(random.normal(raised, 0.6));
        }
    }
    Ok(Sample {
        array: floats(&values, &[32, markers])?,
        title: "A batch of 32 feature vectors: patients in four groups, standardised".into(),
        axis_names: names(&["batch", "marker"]),
        unit: Some("standard deviations".into()),
        labels: Some(labels(1, false)),
    })
}

fn labels(axis: usize, with_units: bool) -> Labels {
    let units = MARKERS.iter().filter(|_| with_units).map(|(_, unit, ..)| (*unit).to_owned());
    Labels {
        axis,
        names: MARKERS.iter().map(|(name, ..)| (*name).to_owned()).collect(),
        units: units.collect(),
    }
}

/// Name, unit, and the ends of the range.
#[rustfmt::skip]
const MARKERS: [(&str, &str, f64, f64); 128] = [
    ("Haemoglobin", "g/dL", 13.0, 17.0),
    ("Haematocrit", "%", 40.0, 50.0),
    ("Red cells", "10¹²/L", 4.4, 5.8),
    ("White cells", "10⁹/L", 4.0, 10.0),
    ("Platelets", "10⁹/L", 150.0, 400.0),
    ("MCV", "fL", 80.0, 98.0),
    ("MCH", "pg", 27.0, 33.0),
    ("MCHC", "g/dL", 32.0, 36.0),
    ("RDW", "%", 11.5, 14.5),
    ("MPV", "fL", 7.5, 11.5),
    ("Reticulocytes", "%", 0.5, 2.0),
    ("Neutrophils", "10⁹/L", 2.0, 7.0),
    ("Lymphocytes", "10⁹/L", 1.0, 3.5),
    ("Monocytes", "10⁹/L", 0.2, 0.8),
    ("Eosinophils", "10⁹/L", 0.05, 0.45),
    ("Basophils", "10⁹/L", 0.01, 0.10),
    ("Sodium", "mmol/L", 135.0, 145.0),
    ("Potassium", "mmol/L", 3.6, 5.0),
    ("Chloride", "mmol/L", 98.0, 107.0),
    ("Bicarbonate", "mmol/L", 22.0, 28.0),
    ("Calcium", "mmol/L", 2.15, 2.55),
    ("Ionised calcium", "mmol/L", 1.15, 1.30),
    ("Magnesium", "mmol/L", 0.70, 1.00),
    ("Phosphate", "mmol/L", 0.80, 1.45),
    ("Urea", "mmol/L", 2.8, 7.5),
    ("Creatinine", "µmol/L", 60.0, 105.0),
    ("Cystatin C", "mg/L", 0.6, 1.0),
    ("eGFR", "mL/min", 90.0, 120.0),
    ("Uric acid", "µmol/L", 200.0, 420.0),
    ("Osmolality", "mmol/kg", 280.0, 296.0),
    ("Glucose", "mmol/L", 3.9, 5.6),
    ("HbA1c", "mmol/mol", 20.0, 41.0),
    ("Fructosamine", "µmol/L", 200.0, 280.0),
    ("Insulin", "mU/L", 2.6, 24.9),
    ("C-peptide", "nmol/L", 0.3, 1.3),
    ("Lactate", "mmol/L", 0.5, 2.0),
    ("Pyruvate", "µmol/L", 40.0, 100.0),
    ("Ammonia", "µmol/L", 11.0, 50.0),
    ("Total protein", "g/L", 64.0, 83.0),
    ("Albumin", "g/L", 35.0, 50.0),
    ("Globulin", "g/L", 20.0, 35.0),
    ("Prealbumin", "mg/L", 200.0, 400.0),
    ("Bilirubin", "µmol/L", 5.0, 20.0),
    ("Direct bilirubin", "µmol/L", 1.0, 5.0),
    ("ALT", "U/L", 10.0, 45.0),
    ("AST", "U/L", 10.0, 40.0),
    ("Alkaline phosphatase", "U/L", 40.0, 130.0),
    ("GGT", "U/L", 8.0, 60.0),
    ("LDH", "U/L", 135.0, 225.0),
    ("Cholinesterase", "kU/L", 5.3, 12.9),
    ("Lipase", "U/L", 13.0, 60.0),
    ("Amylase", "U/L", 28.0, 100.0),
    ("Creatine kinase", "U/L", 40.0, 190.0),
    ("CK-MB", "µg/L", 0.5, 4.9),
    ("Troponin T", "ng/L", 3.0, 14.0),
    ("Myoglobin", "µg/L", 28.0, 72.0),
    ("NT-proBNP", "ng/L", 10.0, 125.0),
    ("Cholesterol", "mmol/L", 3.5, 5.2),
    ("LDL cholesterol", "mmol/L", 1.5, 3.4),
    ("HDL cholesterol", "mmol/L", 1.0, 1.8),
    ("Triglycerides", "mmol/L", 0.5, 1.7),
    ("Lipoprotein(a)", "nmol/L", 5.0, 75.0),
    ("Apolipoprotein A1", "g/L", 1.1, 1.8),
    ("Apolipoprotein B", "g/L", 0.6, 1.2),
    ("Homocysteine", "µmol/L", 5.0, 12.0),
    ("Iron", "µmol/L", 11.0, 30.0),
    ("Ferritin", "µg/L", 30.0, 300.0),
    ("Transferrin", "g/L", 2.0, 3.6),
    ("Transferrin saturation", "%", 20.0, 45.0),
    ("Soluble transferrin receptor", "mg/L", 2.2, 5.0),
    ("Haptoglobin", "g/L", 0.3, 2.0),
    ("Vitamin B12", "pmol/L", 150.0, 600.0),
    ("Folate", "nmol/L", 8.0, 40.0),
    ("Vitamin D", "nmol/L", 50.0, 125.0),
    ("Vitamin A", "µmol/L", 1.0, 2.8),
    ("Vitamin E", "µmol/L", 18.0, 40.0),
    ("Vitamin C", "µmol/L", 25.0, 85.0),
    ("Zinc", "µmol/L", 10.0, 18.0),
    ("Copper", "µmol/L", 11.0, 24.0),
    ("Selenium", "µmol/L", 0.8, 1.6),
    ("Caeruloplasmin", "g/L", 0.2, 0.5),
    ("CRP", "mg/L", 0.2, 5.0),
    ("ESR", "mm/h", 2.0, 15.0),
    ("Procalcitonin", "µg/L", 0.01, 0.05),
    ("Interleukin 6", "ng/L", 0.5, 6.4),
    ("Serum amyloid A", "mg/L", 1.0, 6.0),
    ("Fibrinogen", "g/L", 2.0, 4.0),
    ("D-dimer", "mg/L", 0.1, 0.5),
    ("Prothrombin time", "s", 11.0, 13.5),
    ("INR", "1", 0.9, 1.1),
    ("aPTT", "s", 25.0, 35.0),
    ("Thrombin time", "s", 14.0, 19.0),
    ("Antithrombin", "%", 80.0, 120.0),
    ("Protein C", "%", 70.0, 140.0),
    ("Protein S", "%", 65.0, 140.0),
    ("Factor VIII", "%", 50.0, 150.0),
    ("von Willebrand factor", "%", 50.0, 160.0),
    ("TSH", "mU/L", 0.4, 4.0),
    ("Free T4", "pmol/L", 12.0, 22.0),
    ("Free T3", "pmol/L", 3.5, 6.5),
    ("Thyroglobulin", "µg/L", 3.0, 40.0),
    ("Parathyroid hormone", "pmol/L", 1.6, 6.9),
    ("Calcitonin", "ng/L", 1.0, 8.0),
    ("Cortisol", "nmol/L", 170.0, 500.0),
    ("ACTH", "ng/L", 7.0, 63.0),
    ("Aldosterone", "pmol/L", 100.0, 800.0),
    ("Renin", "mU/L", 4.0, 46.0),
    ("DHEA sulphate", "µmol/L", 2.0, 12.0),
    ("Testosterone", "nmol/L", 9.0, 29.0),
    ("Oestradiol", "pmol/L", 40.0, 160.0),
    ("Progesterone", "nmol/L", 0.2, 0.9),
    ("LH", "U/L", 1.7, 8.6),
    ("FSH", "U/L", 1.5, 12.4),
    ("Prolactin", "mU/L", 86.0, 324.0),
    ("SHBG", "nmol/L", 18.0, 54.0),
    ("Growth hormone", "µg/L", 0.1, 3.0),
    ("IGF-1", "µg/L", 90.0, 250.0),
    ("Gastrin", "ng/L", 13.0, 115.0),
    ("IgG", "g/L", 7.0, 16.0),
    ("IgA", "g/L", 0.7, 4.0),
    ("IgM", "g/L", 0.4, 2.3),
    ("IgE", "kU/L", 2.0, 100.0),
    ("Complement C3", "g/L", 0.9, 1.8),
    ("Complement C4", "g/L", 0.1, 0.4),
    ("Rheumatoid factor", "kU/L", 2.0, 14.0),
    ("PSA", "µg/L", 0.2, 4.0),
    ("CEA", "µg/L", 0.5, 5.0),
    ("Beta-2 microglobulin", "mg/L", 0.8, 2.2),
];
