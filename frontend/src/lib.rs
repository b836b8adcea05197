//! The few lines that wake the islands in the browser.

use wasm_bindgen::prelude::wasm_bindgen;

/// Called by `boot.js` once the module is there.
#[wasm_bindgen]
pub fn hydrate() {
    app::wake();
}
