using Weir.Conformance.Runs;

namespace Weir.Conformance.Local;

public sealed class SqliteRunSearchTests() : RunSearchConformance(new LocalBackend());
