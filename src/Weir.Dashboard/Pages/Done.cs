namespace Weir.Dashboard.Pages;

/// <summary>How an action ended: which page comes next, and what it says.</summary>
/// <param name="Location">The path of the next page.</param>
/// <param name="Notice">What was done, in a sentence; none when the page shows it.</param>
internal sealed record Done(string Location, string? Notice = null);
