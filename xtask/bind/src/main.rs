//! `bind browser|node MODULE FOLDER NAME`: writes a wasm module and its JavaScript bindings.

use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

const USAGE: &str = "usage: bind browser|node MODULE FOLDER NAME";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match bind(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(cause) => {
            say(&cause);
            ExitCode::FAILURE
        }
    }
}

fn bind(arguments: &[String]) -> Result<(), String> {
    let [loader, module, folder, name] = arguments else { return Err(USAGE.to_owned()) };
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).out_name(name);
    let configured = match loader.as_str() {
        // Function names are a quarter of the file, and only debuggers use them.
        "browser" => bindgen.web(true).map(|it| it.typescript(true).remove_name_section(true)),
        "node" => bindgen.nodejs(true).map(|it| it.typescript(false)),
        _ => return Err(USAGE.to_owned()),
    };
    configured
        .and_then(|it| it.generate(folder))
        .map_err(|cause| format!("wasm-bindgen: {cause:#}"))
}

#[expect(clippy::print_stderr, reason = "a command reports errors on standard error")]
fn say(text: &str) {
    eprintln!("{text}");
}
