CREATE TABLE IF NOT EXISTS {{ident inputs.account}}.metadata (source VARCHAR, name VARCHAR);
DELETE FROM {{ident inputs.account}}.metadata;
INSERT INTO {{ident inputs.account}}.metadata
  SELECT 'information_schema', table_name FROM information_schema.tables WHERE table_schema = {{literal inputs.account}};
UPDATE org.accounts SET state = 'ready' WHERE account = {{literal inputs.account}};
