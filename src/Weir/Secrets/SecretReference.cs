namespace Weir.Secrets;

/// <summary>A secret that a project names.</summary>
/// <param name="Name">Its name.</param>
/// <param name="By">What names it, such as <c>pipeline 'sync'</c>.</param>
/// <param name="IsOfTenant">Whether it is looked up for the tenant of a run first.</param>
public sealed record SecretReference(SecretName Name, string By, bool IsOfTenant);
