CREATE TABLE IF NOT EXISTS {{ident steps.request.outputs.account}}.{{ident steps.request.outputs.experiment}} (measured TIMESTAMP, value DOUBLE);
DELETE FROM org.experiments
  WHERE account = {{literal steps.request.outputs.account}} AND experiment = {{literal steps.request.outputs.experiment}};
INSERT INTO org.experiments VALUES ({{literal steps.request.outputs.account}}, {{literal steps.request.outputs.experiment}});
