using System.Globalization;
using System.Text.Json;

using Weir.Cli.Rendering;
using Weir.Deliveries;
using Weir.Failures;
using Weir.Server.Operations;
using Weir.Testing;

namespace Weir.Cli.Testing;

/// <summary>Looks whether all is as a test expects.</summary>
internal sealed class Expectations(TestWorld world, ProjectTest test)
{
    /// <summary>Rows of one table that are looked at, at the most.</summary>
    private const int MostRows = 100_000;

    /// <returns>What is otherwise.</returns>
    public async Task<IReadOnlyList<TestDifference>> LookAsync(TestAct.Expect act, CancellationToken cancellationToken)
    {
        var expectation = act.Expectation;
        var differences = new List<TestDifference>();
        var runs = new RunExpectations(world, await world.Local.Runs.ListAsync(MostRows, cancellationToken));
        differences.AddRange(await runs.LookAsync(expectation.Runs ?? [], cancellationToken));
        foreach (var expected in expectation.Objects)
        {
            differences.AddRange(await LookAsync(expected, cancellationToken));
        }

        foreach (var expected in expectation.Rows)
        {
            differences.AddRange(await LookAsync(expected, cancellationToken));
        }

        differences.AddRange(RequestExpectations.Differences(world, expectation.Requests, act.Line));
        differences.AddRange(Told(expectation.Notifications, act.Line));
        var letters = await world.Local.DeadLetters.ListAsync(MostRows, cancellationToken);
        differences.AddRange(GivenUp(expectation.DeadLetters, letters, act.Line));
        if (act.IsLast)
        {
            differences.AddRange(await UnexpectedAsync(runs, letters, act.Line, cancellationToken));
        }

        return differences;
    }

    private async Task<IReadOnlyList<TestDifference>> LookAsync(ExpectedObject expected, CancellationToken cancellationToken)
    {
        var found = await world.Local.Objects.FindAsync(ActRunner.NameOf(expected.Name), cancellationToken);
        if (found is null || expected.IsAbsent)
        {
            return (found is null) == expected.IsAbsent ? [] :
            [
                new TestDifference(expected.Line, $"object {expected.Name}: {(found is null ? "there is none" : "it is there")}")
                {
                    Expected = [expected.IsAbsent ? "none" : "an object"],
                    Found = found is null ? await NearAsync(expected.Name, cancellationToken) : [$"{expected.Name}, {found.Size} bytes"],
                },
            ];
        }

        if (expected.Content is not { } content)
        {
            return [];
        }

        await using var stream = world.Local.Objects.OpenRead(found);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancellationToken);
        return ContentDifference.Of(content, world.Contents.BytesOf(content), bytes.ToArray(), isWhole: true) is var (wanted, there)
            ? [new TestDifference(expected.Line, $"object {expected.Name}: it holds something else") { Expected = wanted, Found = there }]
            : [];
    }

    /// <summary>The objects of the same bucket, for a name that may be misspelt.</summary>
    private async Task<IReadOnlyList<string>> NearAsync(string name, CancellationToken cancellationToken)
    {
        var found = await world.Local.Objects.ListAsync(ActRunner.NameOf(name).Bucket, "", null, 20, cancellationToken);
        var names = found.Select(other => other.Name.ToString()).ToList();
        return names.Count == 0 ? [$"the bucket {ActRunner.NameOf(name).Bucket} is empty"] : names;
    }

    private async Task<IReadOnlyList<TestDifference>> LookAsync(ExpectedRows expected, CancellationToken cancellationToken)
    {
        var what = expected.Table is { } table ? $"table {table}" : $"query {expected.Query}";
        IReadOnlyList<JsonElement> found;
        try
        {
            found = await RowsAsync(expected.Query ?? $"SELECT * FROM {Quoted(expected.Table!)}", cancellationToken);
        }
        catch (RefusedException refused)
        {
            if (refused.Failure.Code == "WEIR6012" && (expected.Rows is [] || expected.Count == 0))
            {
                return [];
            }

            var isDeclared = refused.Failure.Code == "WEIR6012";
            return [new TestDifference(expected.Line, $"{what}: {refused.Failure.Message.Split('\n')[0]}") { Hint = isDeclared ? null : refused.Failure.Hint }];
        }

        if (expected.Rows is not { } rows)
        {
            return found.Count == expected.Count ? [] :
                [new TestDifference(expected.Line, $"{what}: the number of rows") { Expected = [$"{expected.Count}"], Found = [Number(found.Count)] }];
        }

        return RowDifference.Between(rows, found, expected.IsOrdered) is var (missing, more)
            ? [new TestDifference(expected.Line, $"{what}: {Quantity.Of(found.Count, "row")} found, {Number(rows.Count)} expected") { Expected = missing, Found = more }]
            : [];
    }

    private async Task<IReadOnlyList<JsonElement>> RowsAsync(string sql, CancellationToken cancellationToken)
    {
        await using var reader = await world.Warehouse.QueryAsync(sql, cancellationToken);
        var columns = Enumerable.Range(0, reader.FieldCount).Select(at => new QueryColumn(reader.GetName(at), reader.GetDataTypeName(at))).ToList();
        var rows = new List<JsonElement>();
        await foreach (var row in RowEncoder.EncodeAsync(reader, columns, cancellationToken))
        {
            using var values = JsonDocument.Parse(row.ToArray());
            using var buffer = new MemoryStream();
            using (var json = new Utf8JsonWriter(buffer))
            {
                json.WriteStartObject();
                foreach (var (at, value) in values.RootElement.EnumerateArray().Index())
                {
                    json.WritePropertyName(columns[at].Name);
                    value.WriteTo(json);
                }

                json.WriteEndObject();
            }

            rows.Add(JsonElement.Parse(buffer.ToArray()));
            if (rows.Count == MostRows)
            {
                break;
            }
        }

        return rows;
    }

    private static string Quoted(string table) => string.Join('.', table.Split('.', 2).Select(part => $"\"{part.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));

    private IEnumerable<TestDifference> Told(IReadOnlyList<ExpectedNotification>? expected, int line)
    {
        var told = world.People.Told;
        if (expected is null || Pairing.Of(expected.Count, told.Count, (at, other) => Fits(expected[at], told[other])) is ([], []))
        {
            yield break;
        }

        var (missing, more) = Pairing.Of(expected.Count, told.Count, (at, other) => Fits(expected[at], told[other]));
        yield return new TestDifference(missing.Count > 0 ? expected[missing[0]].Line : line, "notifications")
        {
            Expected = [.. missing.Select(at => $"{expected[at].Channel ?? "any channel"}: {expected[at].Title ?? expected[at].Text}")],
            Found = [.. more.Select(at => $"{told[at].Channel}: {told[at].Notification.Title}")],
        };

        static bool Fits(ExpectedNotification wanted, (string Channel, Engine.Notifications.Notification Notification) told) =>
            (wanted.Channel is null || wanted.Channel == told.Channel)
            && (wanted.Title is null || told.Notification.Title.Contains(wanted.Title, StringComparison.Ordinal))
            && (wanted.Text is null || told.Notification.Body.Contains(wanted.Text, StringComparison.Ordinal));
    }

    private static IEnumerable<TestDifference> GivenUp(IReadOnlyList<ExpectedDeadLetter>? expected, IReadOnlyList<DeadLetter> letters, int line)
    {
        if (expected is null || Pairing.Of(expected.Count, letters.Count, (at, other) => Fits(expected[at], letters[other])) is ([], []))
        {
            yield break;
        }

        var (missing, more) = Pairing.Of(expected.Count, letters.Count, (at, other) => Fits(expected[at], letters[other]));
        yield return new TestDifference(missing.Count > 0 ? expected[missing[0]].Line : line, "dead letters")
        {
            Expected = [.. missing.Select(at => $"{expected[at].Of ?? "any"}: {expected[at].Error ?? "any failure"}")],
            Found = [.. more.Select(at => Shown(letters[at].Subscriber, letters[at].Failure))],
        };

        static bool Fits(ExpectedDeadLetter wanted, DeadLetter letter) =>
            (wanted.Of is null || wanted.Of == letter.Subscriber.Name) && (wanted.Error is null || $"{letter.Failure.Code} {letter.Failure.Message}".Contains(wanted.Error, StringComparison.Ordinal));
    }

    /// <summary>Failures of which the test says nothing anywhere.</summary>
    private async Task<IEnumerable<TestDifference>> UnexpectedAsync(RunExpectations runs, IReadOnlyList<DeadLetter> letters, int line, CancellationToken cancellationToken)
    {
        var said = test.Acts.OfType<TestAct.Expect>().Select(expect => expect.Expectation).ToList();
        var named = said.SelectMany(expectation => expectation.Runs ?? []).Select(run => run.Pipeline).ToHashSet(StringComparer.Ordinal);
        var differences = new List<TestDifference>(runs.Unexpected(named, line));
        if (said.All(expectation => expectation.DeadLetters is null))
        {
            differences.AddRange(letters
                .Where(letter => letter.Subscriber.Kind != SubscriberKind.Pipeline)
                .Select(letter => new TestDifference(line, $"the {letter.Subscriber.Noun} {letter.Subscriber.Name} failed, and the test does not expect it")
                {
                    Found = [Shown(letter.Subscriber, letter.Failure)],
                }));
        }

        var open = await world.Local.Deliveries.CountOpenAsync(cancellationToken);
        differences.AddRange(world.Observer.Failed
            .Where(failed => open > 0 && failed.Delivery.Subscriber.Kind is SubscriberKind.Table or SubscriberKind.Reconciliation)
            .Select(failed => new TestDifference(line, $"the {failed.Delivery.Subscriber.Noun} {failed.Delivery.Subscriber.Name} failed, and is tried again later")
            {
                Found = [Shown(failed.Delivery.Subscriber, failed.Failure)],
                Hint = "Let the time pass with - advance: until_idle",
            }));
        return differences;
    }

    private static string Shown(Subscriber subscriber, Failure failure) => $"{subscriber.Name}: {failure.Code} {failure.Message}";

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}
