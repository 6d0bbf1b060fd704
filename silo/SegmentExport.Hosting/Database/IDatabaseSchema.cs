namespace SegmentExport.Hosting.Database;

/// <summary>The database's schema, which has to stand at this version before anything reads or writes.</summary>
internal interface IDatabaseSchema
{
    /// <summary>Brings the schema to this version, or finds that it is.</summary>
    /// <exception cref="DatabaseSchemaException">It is not and cannot be brought there: what was found and what to do, in one line.</exception>
    Task EnsureAsync(CancellationToken cancellationToken);
}
