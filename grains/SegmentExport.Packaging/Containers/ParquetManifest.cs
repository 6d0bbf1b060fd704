using System.Text.Encodings.Web;
using System.Text.Json;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Names;
using SegmentExport.Domain.Packaging;

namespace SegmentExport.Packaging.Containers;

/// <summary>What stands beside the Parquet files: which export they are of, what was masked, and what they must be like.</summary>
internal static class ParquetManifest
{
    // The file stands for itself, not in a page: names may be read as they are.
    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>JSON in UTF-8; the same for the same artifact.</summary>
    public static byte[] Write(ArtifactDescription artifact)
    {
        using var file = new MemoryStream();
        using (var json = new Utf8JsonWriter(file, Layout))
        {
            json.WriteStartObject();
            json.WriteString("taskId", artifact.Task.Task.Value);
            json.WriteString("name", artifact.Name);
            json.WriteString("submittedAt", artifact.SubmittedAt.UtcDateTime);
            json.WriteString("format", ApiNames.Of(artifact.Format));
            json.WriteNumber("rows", artifact.Parts.Sum(part => part.Rows));
            json.WriteStartArray("columns");
            foreach (var column in artifact.Columns)
            {
                WriteColumn(json, column);
            }

            json.WriteEndArray();
            json.WriteStartArray("parts");
            foreach (var part in artifact.Parts)
            {
                WritePart(json, part);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        file.WriteByte((byte)'\n');
        return file.ToArray();
    }

    private static void WriteColumn(Utf8JsonWriter json, ExportColumn column)
    {
        json.WriteStartObject();
        json.WriteString("id", column.Field.Value);
        json.WriteString("name", column.Name);
        json.WriteString("kind", ApiNames.Of(column.Kind));
        json.WriteString("masking", column.Masking is { } rule ? ApiNames.Of(rule.Kind) : null);
        json.WriteEndObject();
    }

    private static void WritePart(Utf8JsonWriter json, PackedShard part)
    {
        json.WriteStartObject();
        json.WriteString("file", ParquetContainer.FileName(part));
        json.WriteNumber("rows", part.Rows);
        json.WriteNumber("bytes", part.StoredBytes);
        json.WriteString("sha256", part.Sha256);
        json.WriteEndObject();
    }
}
