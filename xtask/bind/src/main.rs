//! `bind browser|node MODULE FOLDER NAME`: writes the JavaScript side of a wasm module into a folder.

use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

const USAGE: &str = "use: bind browser|node MODULE FOLDER NAME";

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
    let bound = match loader.as_str() {
        // For a page or a Worker. Names of functions are a quarter of the file, and only debuggers read them.
        "browser" => bindgen.web(true).map(|it| it.typescript(true).remove_name_section(true)),
        "node" => bindgen.nodejs(true).map(|it| it.typescript(false)),
        _ => return Err(USAGE.to_owned()),
    };
    bound.and_then(|it| it.generate(folder)).map_err(|cause| format!("wasm-bindgen: {cause:#}"))
}

#[expect(clippy::print_stderr, reason = "a command line program reports on standard error")]
fn say(text: &str) {
    eprintln!("{text}");
}
