SELECT DISTINCT channel, pipeline, step, code FROM slack.messages ORDER BY ALL
