//! Everything peculiar to the backend as shipped.
