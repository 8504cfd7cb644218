using Weir.Conformance.Runs;

namespace Weir.Conformance.Local;

public sealed class SqliteRunSignalsTests() : RunSignalsConformance(new LocalBackend());
