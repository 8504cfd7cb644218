namespace Weir.Tests.Cli.Testing;

/// <summary>What tests of a project answer, send and give in place of the world outside.</summary>
public sealed class TestWebTests
{
    private const string Fetching =
        """
        project: p
        buckets: { out: }
        vars: { region: eu }
        pipelines:
          fetch:
            triggers: [{ manual: true }]
            inputs: { page: { type: integer, default: 1 } }
            steps:
              - name: get
                http:
                  url: "https://api.example.com/items"
                  query: { page: "{{inputs.page}}", region: "{{vars.region}}" }
                  auth: { bearer: "{{secret 'api_token'}}" }
                  save_to: "out/{{inputs.page}}.json"
              - name: tell
                http: { method: POST, url: "https://hooks.example.com/a/done", json: { page: "{{inputs.page}}", extra: 1 } }
        """;

    [Fact]
    public async Task Requests_are_answered_one_after_the_other_with_the_secrets_and_values_of_the_test()
    {
        using var project = new TestedProject(Fetching, """
              - name: the first answer is an error
                secrets: { API-TOKEN: t0ken }
                vars: { region: us }
                http:
                  - request: GET https://api.example.com/items
                    answer: { status: 418 }
                  - request: GET https://api.example.com/items?region=us&page=2
                    answer: [{ status: 503, headers: { Retry-After: "60" } }, { error: connection refused }, { json: { items: [1, 2] } }]
                  - request: POST https://hooks.example.com/*/done
                    answer: { status: 201, text: thanks }
                when: [{ run: { pipeline: fetch, inputs: { page: 2 } } }]
                expect:
                  runs: [{ pipeline: fetch, steps: { get: succeeded, tell: { state: succeeded, outputs: { status: 201, body: thanks } } } }]
                  objects: { out/2.json: { json: { items: [1, 2] } } }
                  requests:
                    - { request: "GET https://api.example.com/items?page=2&region=us", headers: { Authorization: Bearer t0ken }, count: 3 }
                    - { request: POST https://hooks.example.com/a/done, json: { page: "2" } }

            """);

        await project.PassAsync();
    }

    [Fact]
    public async Task A_request_that_the_test_does_not_answer_fails_and_is_named()
    {
        using var project = new TestedProject(Fetching, """
              - name: nobody answers
                secrets: { api_token: t0ken }
                when: [{ run: { pipeline: fetch } }, { advance: until_idle }]
                expect: { runs: [{ pipeline: fetch, state: failed, failed_step: get, error: WEIR7203 }] }

            """);

        Assert.Equal(
            """
            5: the request GET https://api.example.com/items?page=1&region=eu was made, and the test does not answer it
            ? Add it to 'http' of the test: - { request: GET https://api.example.com/items, answer: { json: {} } }
            """.ReplaceLineEndings("\n"),
            await project.FailAsync());
    }

    [Fact]
    public async Task The_users_own_secrets_are_not_those_of_a_test()
    {
        using var project = new TestedProject(Fetching, """
              - name: no secret is given
                when: [{ run: { pipeline: fetch } }, { advance: until_idle }]
                expect: { runs: [{ pipeline: fetch, state: failed, error: "'secrets' of the test in tests/all.yaml" }], requests: [] }

            """);
        project.Write(".env", "api_token=real\n");

        await project.PassAsync();
    }

    [Fact]
    public async Task Requests_that_come_in_are_answered_and_what_is_published_is_heard()
    {
        using var project = new TestedProject(
            """
            project: p
            buckets: { raw: }
            pipelines:
              ask:
                triggers: [{ http: { path: "/ask/{id}", method: POST, wait: 30s, save_to: "raw/{{event.params.id}}.json" } }]
                steps: [{ name: hello, shell: 'echo answer=42 >> "$WEIR_OUTPUT"' }]
              slow:
                triggers: [{ http: { path: /slow, wait: 30s } }]
                steps: [{ wait: { for: 1h } }]
              hear:
                triggers: [{ message: news }]
                steps: [{ name: boss, approve: "Really?" }, { name: after, shell: "true" }]
            """,
            """
              - name: an answer
                when:
                  - request: { to: POST /ask/7?x=1, json: { a: 1 }, answer: { status: 200, json: { outputs: { answer: "42" } } } }
                  - request: { to: POST /nowhere, answer: { status: 404 } }
                  - request: { to: POST /slow, text: hello, answer: { status: 202 } }
                expect: { runs: [{ pipeline: ask }, { pipeline: slow, state: waiting }], objects: { raw/7.json: { json: { a: 1 } } } }
              - name: another answer
                when: [{ request: { to: POST /ask/7, json: { a: 1 }, answer: { json: { outputs: { answer: "43" } } } } }]
                expect: {}
              - name: the boss agrees
                when:
                  - publish: { topic: news, json: { id: 1 } }
                  - approve: { pipeline: hear, comment: fine, by: boss }
                expect: { runs: [{ pipeline: hear, steps: { after: succeeded, boss: { outputs: { by: boss, comment: fine } } } }] }
              - name: the boss refuses
                when: [{ publish: { topic: news, text: hello } }, { reject: { pipeline: hear, step: boss } }]
                expect: { runs: [{ pipeline: hear, state: failed, failed_step: boss, steps: { after: not_run } }] }
              - name: nobody asks
                when: [{ approve: { pipeline: hear } }]
                expect: {}

            """);

        Assert.Equal(
            """
            9: the answer to POST /ask/7 holds something else
            - $.outputs.answer: "43"
            + $.outputs.answer: "42"
            20: WEIR7206 No step of the pipeline 'hear' waits for an answer.
            ? See that its run has come so far, with 'expect' before this.
            """.ReplaceLineEndings("\n"),
            await project.FailAsync());
    }

    [Fact]
    public async Task Buckets_in_folders_and_databases_of_the_user_are_not_touched()
    {
        using var project = new TestedProject(
            """
            project: p
            buckets: { in: { path: inbox }, out: { path: outbox } }
            connections: { crm: { type: sqlite, path: crm.db } }
            pipelines:
              copy:
                triggers: [{ object_created: in/* }]
                steps: [{ copy: { from: "in/{{event.key}}", to: "out/{{event.key}}" } }]
              ask:
                triggers: [{ message: ask }]
                steps: [{ name: count, sql: { query: "DELETE FROM customers", connection: crm } }]
            """,
            """
              - name: a copy
                given: { objects: { in/a: x } }
                expect: { objects: { out/a: x, in/real: { absent: true } } }
              - name: a question
                when: [{ publish: { topic: ask, text: x } }, { advance: until_idle }]
                expect: { runs: [{ pipeline: ask, state: failed, error: WEIR7204 }] }

            """);
        project.Write("inbox/real", "real");

        await project.PassAsync();

        Assert.Equal(["inbox", "tests", "weir.yaml"], Directory.EnumerateFileSystemEntries(project.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("real", File.ReadAllText(Assert.Single(Directory.GetFiles(Path.Combine(project.Folder, "inbox")))));
    }
}
