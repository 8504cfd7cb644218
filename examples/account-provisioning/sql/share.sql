CREATE TABLE IF NOT EXISTS org.metadata (account VARCHAR, source VARCHAR, name VARCHAR);
DELETE FROM org.metadata WHERE account = {{literal inputs.account}};
INSERT INTO org.metadata SELECT {{literal inputs.account}}, source, name FROM {{ident inputs.account}}.metadata;
CREATE OR REPLACE VIEW org.members AS SELECT DISTINCT account FROM org.metadata;
