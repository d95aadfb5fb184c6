-- Texts are sorted and kept apart by `wire::unicode::sort_key`, for which two spellings of é are one.
-- Where two rows become one that may be there only once, the second keeps its old key.

UPDATE jobs SET subject = sort_key(subject) WHERE subject <> sort_key(subject);
UPDATE OR IGNORE templates SET name = sort_key(name) WHERE name <> sort_key(name);
UPDATE OR IGNORE users SET email = sort_key(email) WHERE email <> sort_key(email);
