//! Examples of answers, made from their schemas: an example that is written by hand is true on the day it
//! is written.

use serde_json::{Map, Value, json};

/// Gives every answer of JSON an example.
pub(super) fn give(document: &mut Value) {
    let schemas = document["components"]["schemas"].clone();
    let Some(paths) = document["paths"].as_object_mut() else { return };
    for operation in paths.values_mut().filter_map(Value::as_object_mut).flat_map(Map::values_mut) {
        for status in ["200", "201"] {
            let Some(content) = operation["responses"].get_mut(status).and_then(|r| r.get_mut("content"))
            else {
                continue;
            };
            if let Some(answer) = content.get_mut("application/json").and_then(Value::as_object_mut) {
                let example = answer.get("schema").map(|schema| sample(schema, &schemas));
                answer.insert("example".into(), example.into());
            }
        }
    }
}

/// A value that a schema allows, as typical as the schema says.
fn sample(schema: &Value, schemas: &Value) -> Value {
    if let Some(example) = schema.get("example") {
        return example.clone();
    }
    if let Some(name) = schema["$ref"].as_str().and_then(|to| to.rsplit('/').next()) {
        return sample(&schemas[name], schemas);
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let fields = parts.iter().filter_map(|part| sample(part, schemas).as_object().cloned());
        return Value::Object(fields.flatten().collect());
    }
    if let Some(one) = schema["oneOf"].as_array().and_then(|all| all.iter().find(|s| s["type"] != "null")) {
        return sample(one, schemas);
    }
    if let Some(first) = schema["enum"].as_array().and_then(|all| all.first()) {
        return first.clone();
    }
    match kind(schema) {
        "object" => {
            let fields = schema["properties"].as_object().into_iter().flatten();
            Value::Object(fields.map(|(name, field)| (name.clone(), sample(field, schemas))).collect())
        }
        "array" => json!([sample(&schema["items"], schemas)]),
        "integer" => json!(schema["minimum"].as_i64().unwrap_or(1).max(1)),
        "number" => json!(0.5),
        "boolean" => json!(true),
        _ => text(schema["format"].as_str().unwrap_or_default()).into(),
    }
}

/// The type; of what may be left out, that of what may be there.
fn kind(schema: &Value) -> &str {
    let of = &schema["type"];
    let first =
        of.as_array().and_then(|all| all.iter().filter_map(Value::as_str).find(|kind| *kind != "null"));
    of.as_str().or(first).unwrap_or_default()
}

fn text(format: &str) -> &'static str {
    match format {
        "date" => "2026-12-01",
        "date-time" => "2026-11-25T01:00:00Z",
        "uuid" => "6f2f5f0e-6a2f-4b39-9f0e-0d9c8c7c3a10",
        _ => "…",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_left_out_is_shown_too() {
        let schemas = json!({ "Name": { "type": "object", "properties": { "id": { "type": "integer", "minimum": 0 } } } });
        let schema = json!({ "allOf": [{ "$ref": "#/components/schemas/Name" }, { "type": "object", "properties": {
            "on": { "type": ["string", "null"], "format": "date" },
            "of": { "oneOf": [{ "type": "null" }, { "$ref": "#/components/schemas/Name" }] },
            "state": { "type": "string", "example": "sent" },
        } }] });
        let wanted = json!({ "id": 1, "on": "2026-12-01", "of": { "id": 1 }, "state": "sent" });
        assert_eq!(sample(&schema, &schemas), wanted);
    }
}
