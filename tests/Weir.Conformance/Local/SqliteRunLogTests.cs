using Weir.Conformance.Runs;

namespace Weir.Conformance.Local;

public sealed class SqliteRunLogTests() : RunLogConformance(new LocalBackend());
