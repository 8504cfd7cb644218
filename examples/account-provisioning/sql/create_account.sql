CREATE SCHEMA IF NOT EXISTS {{ident steps.create.outputs.account}};
CREATE SCHEMA IF NOT EXISTS org;
CREATE TABLE IF NOT EXISTS org.accounts (account VARCHAR, region VARCHAR, url VARCHAR, state VARCHAR);
CREATE TABLE IF NOT EXISTS org.users (account VARCHAR, name VARCHAR, role VARCHAR);
CREATE TABLE IF NOT EXISTS org.experiments (account VARCHAR, experiment VARCHAR);
DELETE FROM org.accounts WHERE account = {{literal steps.create.outputs.account}};
INSERT INTO org.accounts VALUES (
  {{literal steps.create.outputs.account}}, {{literal steps.create.outputs.region}}, {{literal steps.create.outputs.url}}, 'created');
