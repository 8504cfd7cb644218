using System.Globalization;
using System.Text;
using System.Text.Json;

using Weir.Buckets;
using Weir.Events;
using Weir.Local;
using Weir.Tests.Cli;

using Xunit.Abstractions;

namespace Weir.Tests.Reliability;

/// <summary>The whole process is killed, over and over, while several clients send requests, and send again what was not answered.</summary>
public sealed class HttpCrashTests(ITestOutputHelper output)
{
    private const string Yaml =
        """
        project: intake
        buckets: { raw: {}, out: {} }
        pipelines:
          take:
            triggers: [{ http: { path: /take, save_to: "raw/{{event.id}}.json" } }]
            steps: [{ copy: { from: "raw/{{event.key}}", to: "out/{{event.body.number}}" } }]
        """;

    private const int Clients = 4;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("WEIR_LONG_TESTS") == "1";

    [Fact]
    public async Task Every_request_that_was_answered_has_one_event_and_one_object_whoever_sends_it_again()
    {
        var folder = Directory.CreateTempSubdirectory("weir-http-crash-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "weir.yaml"), Yaml);
        var answers = new Dictionary<string, string>();
        var open = new string?[Clients];
        var sent = 0;
        for (var kill = 0; kill < (IsLong ? 100 : 4); kill++)
        {
            using var up = new CliProcess(folder, ["up", "--json", "--listen", "127.0.0.1:0"], []);
            using var http = new HttpClient { BaseAddress = await AddressAsync(up) };
            var enough = answers.Count + 30;
            var clients = Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
            {
                while (true)
                {
                    var number = open[client] ??= Interlocked.Increment(ref sent).ToString(CultureInfo.InvariantCulture);
                    if (await SendAsync(http, number) is not { } id)
                    {
                        return;
                    }

                    open[client] = null;
                    lock (answers)
                    {
                        answers.Add(number, id);
                        if (answers.Count == enough)
                        {
                            // Others are under way.
                            _ = up.SignalAsync("KILL");
                        }
                    }
                }
            }));
            await Task.WhenAll(clients);
            await up.KillAsync();
        }

        using (var last = new CliProcess(folder, ["up", "--json", "--listen", "127.0.0.1:0"], []))
        {
            using var http = new HttpClient { BaseAddress = await AddressAsync(last) };
            foreach (var number in open.OfType<string>())
            {
                answers.Add(number, (await SendAsync(http, number))!);
            }

            foreach (var (number, id) in answers.Take(20))
            {
                Assert.Equal(Enumerable.Repeat(id, Clients), await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => SendAsync(http, number, isAgain: true))));
            }

            await last.SignalAsync("INT");
            await last.WhenEndedAsync();
        }

        using (var rest = new CliProcess(folder, ["up", "--exit-when-idle"], []))
        {
            Assert.Equal(0, (await rest.WhenEndedAsync()).ExitCode);
        }

        output.WriteLine($"{sent} requests, {answers.Count} answered");
        using (var environment = await LocalEnvironment.OpenAsync(
            folder, "local", [new BucketDefinition { Name = "raw" }, new BucketDefinition { Name = "out" }], TimeSpan.Zero, TimeProvider.System, default))
        {
            var requests = (await environment.Events.ListAsync(int.MaxValue, null, default)).Where(logged => logged.Event.Type == Event.HttpRequest).ToList();
            var numbers = requests.ToDictionary(
                logged => JsonElement.Parse(logged.Event.Data!).GetProperty("body").GetProperty("number").GetString()!, logged => logged.Event.Id.ToString());
            Assert.Equal(answers.OrderBy(answer => answer.Key), numbers.OrderBy(number => number.Key));
            var landed = await environment.Objects.ListAsync("raw", "", null, int.MaxValue, default);
            Assert.Equal(answers.Values.Select(id => id + ".json").Order(), landed.Select(stored => stored.Name.Key).Order());
            Assert.Equal(answers.Keys.Order(), (await environment.Objects.ListAsync("out", "", null, int.MaxValue, default)).Select(stored => stored.Name.Key).Order());
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <returns>The id in the answer; none when there was no answer.</returns>
    private static async Task<string?> SendAsync(HttpClient http, string number, bool isAgain = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/take")
        {
            Content = new StringContent($$"""{"number": "{{number}}"}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Idempotency-Key", number);
        try
        {
            using var answer = await http.SendAsync(request);
            var body = await answer.Content.ReadAsStringAsync();
            Assert.True((int)answer.StatusCode == 202, body);
            return JsonElement.Parse(body).GetProperty("id").GetString();
        }
        catch (Exception gone) when (!isAgain && gone is HttpRequestException or IOException)
        {
            return null;
        }
    }

    private static async Task<Uri> AddressAsync(CliProcess up) =>
        new(JsonElement.Parse(await up.ReadLineAsync("\"ready\"")).GetProperty("address").GetString()!);
}
