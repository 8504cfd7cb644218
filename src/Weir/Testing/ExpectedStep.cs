namespace Weir.Testing;

/// <summary>How a step of a run ended.</summary>
/// <param name="State">Its state, such as <c>succeeded</c>, or <c>not_run</c> when it never started. None when any will do.</param>
/// <param name="Outputs">What its outputs must hold, as JSON. None when anything will do.</param>
public sealed record ExpectedStep(string? State, string? Outputs);
