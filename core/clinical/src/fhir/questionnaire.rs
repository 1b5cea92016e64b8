//! Writes an instrument as a Questionnaire.

use super::resource::{
    AnswerOption, CodeableConcept, Coding, Extension, ExtensionValue, Identifier, Item, ItemType,
    Questionnaire,
};
use super::{LOINC, canonical, enable, path, score_link, total_link};
use crate::instrument::Instrument;
use crate::instrument::item::{self, ItemKind};
use crate::instrument::rule::Condition;

/// Writes an instrument as a FHIR R4 Questionnaire, in the instrument's language.
///
/// For an instrument without wording, the texts are omitted; ids, points, conditions and scoring are included.
///
/// ```
/// use interlude_clinical::{catalogue, fhir};
/// let phq9 = fhir::questionnaire(catalogue::instrument("phq9").unwrap());
/// assert_eq!(phq9.url, "urn:interlude:questionnaire:phq9");
/// let total = phq9.item.last().unwrap();
/// assert_eq!((total.link_id.as_str(), total.read_only), ("phq9.total", Some(true)));
/// ```
#[must_use]
pub fn questionnaire(instrument: &Instrument) -> Questionnaire {
    let lines = [("instructions", &instrument.instructions), ("stem", &instrument.stem)];
    let lines = lines.into_iter().filter_map(|(name, text)| {
        let text = text.clone().filter(|it| !it.is_empty())?;
        Some(line(format!("{}.{name}", instrument.id), text))
    });
    let questions = (0..instrument.items.len()).filter_map(|place| question(instrument, place));
    Questionnaire {
        resource_type: "Questionnaire",
        language: instrument.language.clone(),
        extension: if asks_for_sex(instrument) { vec![launch_context()] } else { Vec::new() },
        url: canonical(instrument),
        identifier: vec![Identifier { system: "urn:ietf:rfc:3986", value: canonical(instrument) }],
        version: instrument.version.clone(),
        name: program_name(&instrument.id),
        title: instrument.title.clone(),
        status: "active",
        subject_type: ["Patient"],
        description: instrument.citation.clone(),
        copyright: instrument.licence.notice.clone(),
        code: loinc(instrument.loinc.panel.as_deref()),
        item: lines.chain(questions).chain(numbers(instrument)).collect(),
    }
}

fn question(instrument: &Instrument, place: usize) -> Option<Item> {
    let item = instrument.items.get(place)?;
    let mut written = Item {
        link_id: item.id.clone(),
        code: loinc(item.loinc.as_deref()),
        prefix: item.number.map(|number| number.to_string()),
        text: Some(item.text.clone()).filter(|it| !it.is_empty()),
        required: Some(false),
        ..Item::default()
    };
    match &item.kind {
        ItemKind::Choice { set, options } => {
            written.kind = ItemType::Choice;
            let option = |option| answer_option(instrument, item, set, option);
            written.answer_option = options.iter().map(option).collect();
        }
        ItemKind::Number { min, max, min_label, max_label } => {
            written.kind = ItemType::Integer;
            written.extension = range(*min, *max, ExtensionValue::ValueInteger);
            let ends = [("lower", min_label), ("upper", max_label)];
            let ends = ends.into_iter().filter(|(_, label)| !label.is_empty());
            written.item = ends.map(|(end, label)| end_label(item, end, label)).collect();
        }
        ItemKind::Decimal { min, max, unit } => {
            written.kind = ItemType::Decimal;
            written.extension = range(*min, *max, ExtensionValue::ValueDecimal);
            written.extension.push(Extension {
                url: "http://hl7.org/fhir/StructureDefinition/maxDecimalPlaces",
                value: ExtensionValue::ValueInteger(1),
            });
            written.extension.push(Extension {
                url: "http://hl7.org/fhir/StructureDefinition/questionnaire-unit",
                value: ExtensionValue::ValueCoding(Coding {
                    system: "http://unitsofmeasure.org".to_owned(),
                    code: unit.clone(),
                    display: None,
                }),
            });
        }
        ItemKind::Boolean => written.kind = ItemType::Boolean,
        ItemKind::Text { max_characters } => {
            written.kind = ItemType::Text;
            written.max_length = Some(*max_characters);
        }
    }
    enable::say(instrument, place, &mut written);
    Some(written)
}

fn answer_option(
    instrument: &Instrument,
    item: &item::Item,
    set: &str,
    option: &item::AnswerOption,
) -> AnswerOption {
    let points = ExtensionValue::ValueDecimal(item.points(option.value));
    let url = "http://hl7.org/fhir/StructureDefinition/ordinalValue";
    AnswerOption {
        extension: vec![Extension { url, value: points }],
        value_coding: Coding::of_option(instrument, set, option.value, Some(&option.label)),
    }
}

fn range(min: i32, max: i32, value: fn(i32) -> ExtensionValue) -> Vec<Extension> {
    vec![
        Extension { url: "http://hl7.org/fhir/StructureDefinition/minValue", value: value(min) },
        Extension { url: "http://hl7.org/fhir/StructureDefinition/maxValue", value: value(max) },
    ]
}

fn line(link_id: String, text: String) -> Item {
    Item { link_id, text: Some(text), ..Item::default() }
}

/// The label of one end of a scale.
fn end_label(item: &item::Item, end: &'static str, label: &str) -> Item {
    let control = Coding {
        system: "http://hl7.org/fhir/questionnaire-item-control".to_owned(),
        code: end.to_owned(),
        display: None,
    };
    let url = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl";
    let concept = CodeableConcept { coding: vec![control] };
    let extension = Extension { url, value: ExtensionValue::ValueCodeableConcept(concept) };
    let mut written = line(format!("{}.{end}", item.id), label.to_owned());
    written.extension.push(extension);
    written
}

/// The total and the secondary scores, as calculated items.
fn numbers(instrument: &Instrument) -> impl Iterator<Item = Item> {
    let total = path::total(instrument).map(|expression| {
        let mut item = number(total_link(instrument), "Total", expression);
        item.code = loinc(instrument.loinc.total.as_deref());
        item
    });
    let scores = instrument.scoring.scores.iter().filter_map(|named| {
        let expression = path::score(instrument, &named.of)?;
        Some(number(score_link(instrument, &named.name), &named.label, expression))
    });
    total.into_iter().chain(scores)
}

/// A calculated item. It is hidden, because people do not see a score while they answer.
fn number(link_id: String, label: &str, expression: String) -> Item {
    Item {
        extension: vec![
            Extension {
                url: "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden",
                value: ExtensionValue::ValueBoolean(true),
            },
            Extension {
                url: "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression",
                value: ExtensionValue::fhirpath(Some(label), expression),
            },
        ],
        kind: ItemType::Decimal,
        required: Some(false),
        read_only: Some(true),
        ..line(link_id, label.to_owned())
    }
}

fn loinc(code: Option<&str>) -> Vec<Coding> {
    let coding =
        |code: &str| Coding { system: LOINC.to_owned(), code: code.to_owned(), display: None };
    code.map(coding).into_iter().collect()
}

/// A name that satisfies rule que-0 of R4: a capital letter, then letters, digits and `_`.
fn program_name(id: &str) -> String {
    let plain = id.chars().map(|it| if it.is_ascii_alphanumeric() { it } else { '_' });
    let plain: String = plain.collect();
    if plain.starts_with(|first: char| first.is_ascii_alphabetic()) {
        let mut letters = plain.chars();
        letters.next().map(|it| it.to_ascii_uppercase()).into_iter().chain(letters).collect()
    } else {
        format!("Q{plain}")
    }
}

fn asks_for_sex(instrument: &Instrument) -> bool {
    let asked = instrument.items.iter().filter_map(|item| item.enable_when.as_ref());
    let skipped = instrument.skip.iter().map(|skip| &skip.when);
    asked.chain(skipped).any(Condition::goes_by_sex)
}

/// Declares `%patient`, which the expressions read.
fn launch_context() -> Extension {
    let name = Coding {
        system: "http://hl7.org/fhir/uv/sdc/CodeSystem/launchContext".to_owned(),
        code: "patient".to_owned(),
        display: None,
    };
    let parts = vec![
        Extension { url: "name", value: ExtensionValue::ValueCoding(name) },
        Extension { url: "type", value: ExtensionValue::ValueCode("Patient") },
    ];
    let url = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-launchContext";
    Extension { url, value: ExtensionValue::Extension(parts) }
}
