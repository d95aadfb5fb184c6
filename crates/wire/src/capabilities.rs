//! What a connected server offers, read from its OpenAPI.
