using System.Globalization;

using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Deliveries;
using Weir.Failures;
using Weir.Server.Operations;
using Weir.Tables;

namespace Weir.Cli.Flow;

/// <summary>Shows a running flow: a line for what each table and pipeline did, and a status line where somebody watches.</summary>
/// <param name="terminal">Where.</param>
/// <param name="status">Its status line.</param>
/// <param name="totals">What happens.</param>
/// <param name="countWaiting">How many deliveries have not ended.</param>
internal sealed class FlowScreen(
    Terminal terminal, StatusLine status, FlowTotals totals, Func<CancellationToken, Task<long>> countWaiting)
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(250);

    private long _lastTime = terminal.Time.GetTimestamp();

    /// <summary>Shows what happens until it is cancelled, and then what happened last.</summary>
    public async Task ShowAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(Turn, terminal.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            PrintNews();
            await ShowStatusAsync(cancellationToken);
        }

        PrintNews();
        status.Clear();
    }

    private void PrintNews()
    {
        var news = totals.Take();
        var elapsed = terminal.Time.GetElapsedTime(_lastTime);
        _lastTime = terminal.Time.GetTimestamp();
        if (news.Progress.Count + news.Changes.Count + news.Reconciled.Count + news.Failures.Count + news.Obstacles.Count + news.Notices.Count == 0)
        {
            return;
        }

        status.Clear();
        var now = terminal.Ink.Dim(terminal.Time.GetLocalNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture));
        foreach (var (subscriber, tally) in news.Progress.OrderBy(p => p.Key.Kind).ThenBy(p => p.Key.Name, StringComparer.Ordinal))
        {
            terminal.Out.WriteLine($"{now}  {LineOf(subscriber, tally, elapsed)}");
        }

        foreach (var change in news.Changes)
        {
            terminal.Out.WriteLine($"{now}  {terminal.Ink.Yellow("changed")} {terminal.Ink.Bold(change.Table)}  {TextWidth.OneLine(What(change))} {terminal.Ink.Dim(TextWidth.OneLine($"(by {change.File})"))}");
        }

        foreach (var record in news.Reconciled)
        {
            terminal.Out.WriteLine($"{now}  {ReconciliationLine.Of(ReportedReconciliation.Of(record, limit: 0), terminal.Ink)}");
        }

        foreach (var failed in news.Failures)
        {
            PrintFailure(now, failed);
        }

        if (news.MoreFailures > 0)
        {
            terminal.Out.WriteLine($"{now}  {terminal.Ink.Red($"and {Quantity.Of(news.MoreFailures, "more failed attempt")}; see 'weir dead-letters'")}");
        }

        foreach (var obstacle in news.Obstacles)
        {
            terminal.Out.WriteLine($"{now}  {terminal.Ink.Yellow($"waiting  {obstacle.Code} {TextWidth.Harmless(obstacle.Message)}")} {terminal.Ink.Dim("(goes on by itself once it can)")}");
            PrintHint(obstacle);
        }

        foreach (var notice in news.Notices)
        {
            terminal.Out.WriteLine($"{now}  {terminal.Ink.Yellow($"notice  {notice.Code} {TextWidth.Harmless(notice.Message)}")}");
            PrintHint(notice);
        }

        terminal.Out.Flush();
    }

    private static string What(SchemaChange change) => change.Kind switch
    {
        SchemaChangeKind.TableCreated => "made, as a child table",
        SchemaChangeKind.ColumnAdded => $"column {change.Column} added, {change.NewValue}",
        SchemaChangeKind.ColumnRenamed => $"column {change.OldValue} is now {change.NewValue}",
        _ => $"column {change.Column} widened from {change.OldValue} to {change.NewValue}",
    };

    private string LineOf(Subscriber subscriber, Tally tally, TimeSpan elapsed)
    {
        var ink = terminal.Ink;
        if (subscriber.Kind == SubscriberKind.Pipeline)
        {
            var failedRuns = tally.FailedRuns > 0 ? ink.Red($", {Quantity.Count(tally.FailedRuns)} failed") : "";
            return $"{ink.Cyan("ran")}     {ink.Bold(subscriber.Name)}  {Quantity.Of(tally.Runs, "run")}{failedRuns}";
        }

        var rate = tally.Rows / Math.Max(elapsed.TotalSeconds, 0.001);
        var rows = $"{Quantity.Of(tally.Rows, "row")} from {Quantity.Of(tally.Files, "file")}";
        var pace = tally.Files > 1 ? ink.Dim($"  {Quantity.Count((long)rate)} rows/s") : "";
        var refused = tally.Quarantined > 0 ? ink.Yellow($", {Quantity.Count(tally.Quarantined)} quarantined") : "";
        var failed = tally.FailedFiles > 0 ? ink.Red($", {Quantity.Of(tally.FailedFiles, "file")} not loaded") : "";
        var noted = tally.NotedFiles > 0 ? ink.Yellow($", no rows in {Quantity.Of(tally.NotedFiles, "file")} ('weir loads' tells why)") : "";
        return $"{ink.Green("loaded")}  {ink.Bold(subscriber.Name)}  {rows}{refused}{failed}{noted}{pace}";
    }

    private void PrintFailure(string now, FailedAttempt failed)
    {
        var (delivery, failure) = (failed.Delivery, failed.Failure);
        var what = delivery.Event.Object is { } about ? $" for {TextWidth.OneLine(about.Name.ToString())}" : "";
        var fate = failed.GivenUp ? "given up" : $"attempt {delivery.Attempt} failed, another follows";
        var whose = delivery.Subscriber.Kind == SubscriberKind.Notification ? $"{delivery.Subscriber.Noun} {delivery.Subscriber.Name}" : delivery.Subscriber.Name;
        var lines = TextWidth.Harmless(failure.Message).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        terminal.Out.WriteLine($"{now}  {terminal.Ink.Red($"failed  {whose}{what}: {failure.Code} {lines.FirstOrDefault()}")} {terminal.Ink.Dim($"({fate})")}");
        foreach (var line in lines.Skip(1))
        {
            terminal.Out.WriteLine($"          {terminal.Ink.Red(line)}");
        }

        PrintHint(failure);
    }

    private void PrintHint(Failure failure)
    {
        if (failure.Hint is { } hint)
        {
            terminal.Out.WriteLine($"          {terminal.Ink.Dim($"hint: {TextWidth.Harmless(hint)}")}");
        }
    }

    private async Task ShowStatusAsync(CancellationToken cancellationToken)
    {
        if (!terminal.IsErrorInteractive || cancellationToken.IsCancellationRequested)
        {
            return;
        }

        var sum = totals.Sum;
        var waiting = await countWaiting(CancellationToken.None);
        var parts = new List<string>
        {
            waiting > 0 ? $"{Quantity.Count(waiting)} waiting" : "nothing waits",
            $"{Quantity.Count(totals.Landed)} landed",
            $"{Quantity.Of(sum.Rows, "row")} from {Quantity.Of(sum.Files, "file")}",
        };
        AddCounted(sum.Quarantined, "quarantined");
        AddCounted(totals.DeadLetters, "given up");
        status.Show(string.Join(" · ", parts));

        void AddCounted(long number, string what)
        {
            if (number > 0)
            {
                parts.Add($"{Quantity.Count(number)} {what}");
            }
        }
    }
}
