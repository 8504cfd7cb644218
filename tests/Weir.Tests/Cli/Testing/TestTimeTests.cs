namespace Weir.Tests.Cli.Testing;

/// <summary>The clock of a test of a project.</summary>
public sealed class TestTimeTests
{
    [Fact]
    public async Task Runs_of_a_schedule_wait_for_one_that_waits()
    {
        using var project = new TestedProject(
            """
            project: p
            pipelines:
              often:
                triggers: [{ schedule: "*/10 * * * *" }, { manual: true }]
                steps: [{ wait: 25m }]
              beside:
                triggers: [{ schedule: { cron: "*/10 * * * *", overlap: true } }]
                steps: [{ wait: 25m }]
            """,
            """
              - name: one after the other
                clock: 2026-03-01T00:05:00Z
                when:
                  - advance: 20m
                  - expect: { runs: [{ pipeline: often, state: waiting }, { pipeline: beside, state: waiting, count: 2 }] }
                  - advance: 15m
                  - expect: { runs: [{ pipeline: often }, { pipeline: often, state: waiting }, { pipeline: beside }, { pipeline: beside, state: waiting, count: 3 }] }
                  - run: { pipeline: often }
                expect: { runs: [{ pipeline: often }, { pipeline: often, state: waiting, count: 2 }] }
            """);

        await project.PassAsync();
    }

    [Fact]
    public async Task Waits_retries_and_schedules_come_at_their_times_and_take_none()
    {
        using var project = new TestedProject(
            """
            project: p
            buckets: { raw: , out: }
            pipelines:
              nightly:
                triggers: [{ schedule: "0 3 * * *" }]
                steps:
                  - { name: rest, wait: { for: 10m } }
                  - publish: { topic: woken, message: "{{event.time}}" }
              flaky:
                triggers: [{ message: woken }]
                steps:
                  - name: try
                    shell: test -e again || { touch again; exit 1; }
                    retry: { max_attempts: 3, interval: 5s }
              later:
                triggers: [{ object_created: raw/* }]
                steps: [{ schedule: { pipeline: asked, in: 2h } }]
              asked:
                triggers: [{ manual: true }]
                steps: [{ shell: "true" }]
            """,
            """
              - name: a night
                clock: 2026-03-01T02:00:00Z
                given: { objects: { raw/a: x } }
                when:
                  - expect: { runs: [{ pipeline: nightly, count: 0 }, { pipeline: later }, { pipeline: asked, count: 0 }] }
                  - advance: 59m
                  - expect: { runs: [{ pipeline: nightly, count: 0 }] }
                  - advance: 1m
                  - expect: { runs: [{ pipeline: nightly, state: waiting, steps: { rest: waiting, publish: not_run } }] }
                  - advance: 10m
                  - expect: { runs: [{ pipeline: nightly, steps: { rest: succeeded } }, { pipeline: flaky, state: waiting, steps: { try: failed } }, { pipeline: asked, count: 0 }] }
                  - advance: 5s
                  - expect: { runs: [{ pipeline: flaky }] }
                  - advance: 1d
                expect:
                  runs: [{ pipeline: nightly, count: 2 }, { pipeline: flaky, count: 2 }, { pipeline: asked }]
              - name: as long as something waits
                clock: 2026-03-01T02:00:00Z
                given: { objects: { raw/a: x } }
                when: [{ advance: until_idle }]
                expect:
                  runs: [{ pipeline: nightly }, { pipeline: asked }, { pipeline: flaky }]

            """);

        await project.PassAsync();
    }

    [Fact]
    public async Task The_clock_stands_still_and_names_what_it_shows()
    {
        using var project = new TestedProject(
            """
            project: p
            buckets: { raw: , out: }
            pipelines:
              copy:
                triggers: [{ object_created: raw/* }]
                steps:
                  - { shell: sleep 0.2 }
                  - copy: { from: "raw/{{event.name}}", to: "out/{{date event.time 'yyyyMMdd_HHmmss'}}" }
            """,
            """
              - name: a second before the year ends
                clock: 2027-01-01T01:59:59+02:00
                when:
                  - put: { raw/a: x }
                  - put: { raw/b: x }
                  - advance: 1s
                  - put: { raw/c: x }
                expect:
                  objects: { out/20261231_235959: x, out/20270101_000000: x }
                  runs: [{ pipeline: copy, count: 3 }]

            """);

        await project.PassAsync();
    }

    [Fact]
    public async Task A_run_that_waits_keeps_its_place_in_its_group_while_time_passes()
    {
        using var project = new TestedProject(
            """
            project: p
            buckets: { raw: }
            pipelines:
              one:
                concurrency: { limit: 1 }
                triggers: [{ object_created: raw/* }]
                steps: [{ wait: { for: 1h } }]
            """,
            """
              - name: one after the other
                given: { objects: { raw/a: x, raw/b: x, raw/c: x } }
                when:
                  - expect: { runs: [{ pipeline: one, state: waiting }] }
                  - advance: 1h
                  - expect: { runs: [{ pipeline: one, state: waiting }, { pipeline: one }] }
                  - advance: until_idle
                expect: { runs: [{ pipeline: one, count: 3 }] }

            """);

        await project.PassAsync();
    }

    [Fact]
    public async Task Alarms_look_as_time_passes_and_people_are_told()
    {
        using var project = new TestedProject(
            """
            project: p
            buckets: { raw: }
            tables: { t: { source: raw/t/*.json, columns: { id: { type: bigint } } } }
            alarms:
              silence:
                no_load: { table: t, for: 6h }
                notify: [{ slack: { webhook: "https://hooks.slack.com/{{secret 'hook'}}" } }, { command: "touch told" }]
            """,
            """
              - name: nothing comes for six hours
                secrets: { hook: T0/B0/x }
                given: { objects: { raw/t/1.json: { json: { id: 1 } } } }
                when:
                  - advance: 5h
                  - expect: { notifications: [] }
                  - advance: 2h
                  - expect:
                      notifications: [{ channel: slack, title: silence fires }, { channel: command }]
                      requests: [{ request: POST https://hooks.slack.com/T0/B0/x }]
                  - put: { raw/t/2.json: { json: { id: 2 } } }
                  - advance: 1m
                expect: { notifications: [{ channel: slack, title: fires }, { channel: command }, { channel: slack, title: well }, { channel: command }] }

            """);

        await project.PassAsync();
        Assert.False(File.Exists(Path.Combine(project.Folder, "told")));
    }

    [Fact]
    public async Task A_command_that_hangs_ends_by_its_own_time_or_by_that_of_the_test()
    {
        using var project = new TestedProject(
            """
            project: p
            buckets: { raw: }
            pipelines:
              limited:
                triggers: [{ object_created: raw/limited }]
                retry: { max_attempts: 1 }
                steps: [{ name: hang, shell: sleep 600, timeout: 300ms }]
              endless:
                triggers: [{ object_created: raw/endless }]
                steps: [{ name: hang, shell: sleep 600 }]
            """,
            """
              - name: its own
                given: { objects: { raw/limited: x } }
                expect: { runs: [{ pipeline: limited, state: failed, error: WEIR5031 }] }
              - name: that of the test
                timeout: 2s
                given: { objects: { raw/endless: x } }
                expect: {}

            """);

        var said = await project.FailAsync();

        Assert.StartsWith("7: WEIR7205 The test had not ended after 2 s.", said, StringComparison.Ordinal);
    }
}
