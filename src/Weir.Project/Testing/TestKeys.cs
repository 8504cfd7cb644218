using System.Globalization;

using Weir.Project.Reading;
using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Secrets;
using Weir.Testing;

namespace Weir.Project.Testing;

/// <summary>The keys of a file of <c>tests/</c>.</summary>
internal static class TestKeys
{
    private static readonly Key<string> Name = new("name", "What the test shows, as a sentence.", Scalars.Text("a text")) { IsRequired = true, Example = "an order becomes a row" };

    private static readonly Key<DateTimeOffset> Clock = new(
        "clock",
        "What the clock shows first, in UTC unless it says otherwise. It stands still until the test lets time pass.",
        new ScalarShape<DateTimeOffset>(new Description("string", "a time such as 2026-03-01T03:00:00Z"), ReadTime))
    {
        Default = "2026-01-01T00:00:00Z",
        Example = "2026-03-01T03:00:00Z",
    };

    private static readonly Key<TimeSpan> Timeout = new(
        "timeout", "How long the test may take, by the clock of the machine; then it has failed.", Scalars.Duration(TimeSpan.FromHours(1)))
    {
        Default = "2m",
    };

    private static readonly Key<IReadOnlyDictionary<string, object>> Vars =
        VarKeys.KeyOf("Values that take the place of those of the project's `vars`, and of its tenants', of the same names.");

    private static readonly Key<IReadOnlyDictionary<string, string>> Secrets = new(
        "secrets",
        "The secrets, by name, as plain texts made up for the test: there are no others.",
        new MapShape<string>("secret", Scalars.AnyText, CheckSecret))
    {
        Example = "{ api_token: t0ken }",
    };

    private static readonly Key<Given> Objects = new(
        "given", "What is there first.", new RecordShape<Given>([ActKeys.Objects], (fields, _) =>
            new Given(fields.NameOf(ActKeys.Objects).Place.Line, fields.TryGet(ActKeys.Objects, out var objects) ? objects : null)));

    private static readonly Key<TestExpectation> Expect = new("expect", "What is expected at the end. Whatever fails and is not expected here makes the test fail too.", ExpectationKeys.Shape)
    {
        IsRequired = true,
        Example = "{ tables: { orders: [{ id: 1 }] } }",
    };

    private static readonly Key<IReadOnlyList<ListShape<ProjectTest>.Item>> Tests = new(
        "tests",
        "The tests. Each begins with empty buckets, an empty warehouse and its own clock.",
        new CheckedShape<IReadOnlyList<ListShape<ProjectTest>.Item>>(
            new ListShape<ProjectTest>("test", new RecordShape<ProjectTest>([Name, Clock, Timeout, Vars, Secrets, MockKeys.Key, Objects, ActKeys.Key, Expect], Build)), CheckNames))
    {
        IsRequired = true,
        Example = "[{ name: …, given: …, expect: … }]",
    };

    /// <summary>A whole file.</summary>
    public static RecordShape<IReadOnlyList<ProjectTest>> File { get; } = new([Tests], (fields, _) => [.. fields.Get(Tests).Select(test => test.Value)]);

    private static ProjectTest Build(Fields fields, ReadingContext reading)
    {
        var mocks = fields.Get(MockKeys.Key, []);
        return new ProjectTest(fields.Get(Name), fields.Map.Place.File, fields.Map.Place.Line)
        {
            Clock = fields.Get(Clock, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)),
            Timeout = fields.Get(Timeout, TimeSpan.FromMinutes(2)),
            Vars = fields.Get(Vars, VarKeys.None),
            Secrets = fields.Get(Secrets, HeaderKeys.None),
            Http = [.. mocks.Where(mock => mock.Request.IsExact), .. mocks.Where(mock => !mock.Request.IsExact && mock.Request.Query is not null), .. mocks.Where(mock => mock.Request.Query is null)],
            Acts =
            [
                .. fields.TryGet(Objects, out var given) && given.Objects is not null ? [new TestAct.Put(given.Line, given.Objects)] : Array.Empty<TestAct>(),
                .. fields.Get(ActKeys.Key, []),
                new TestAct.Expect(fields.NameOf(Expect).Place.Line, fields.Get(Expect), IsLast: true),
            ],
        };
    }

    private static void CheckNames(IReadOnlyList<ListShape<ProjectTest>.Item> tests, YamlNode node, ReadingContext reading)
    {
        foreach (var twice in tests.GroupBy(test => test.Value.Name, StringComparer.Ordinal).SelectMany(same => same.Skip(1)))
        {
            reading.Wrong(twice.Node, "WEIR2616", $"The file has two tests that are called '{twice.Value.Name}'.", "Give each a name of its own.");
        }
    }

    private static void CheckSecret(YamlNode.Scalar name, ReadingContext reading)
    {
        if (!SecretName.TryParse(name.Text, out _))
        {
            reading.Wrong(name, "WEIR2611", $"'{name.Text}' is no name of a secret.", "Use letters, digits, '_' and '-', at most 100, with a letter or digit first.");
        }
    }

    private static bool ReadTime(YamlNode.Scalar scalar, ReadingContext reading, out DateTimeOffset value)
    {
        if (DateTimeOffset.TryParse(scalar.Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out value)
            && scalar.Text.Length >= 10 && char.IsAsciiDigit(scalar.Text[0]) && value.Year is >= 1971 and < 9000)
        {
            return true;
        }

        reading.Wrong(scalar, "WEIR2615", $"{reading.Label} wants a time, found '{scalar.Text}'.", "Write it as 2026-03-01T03:00:00Z.");
        return false;
    }

    private sealed record Given(int Line, IReadOnlyDictionary<string, TestContent>? Objects);
}
