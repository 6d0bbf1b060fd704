using System.Text;
using SegmentExport.Domain.Masking;
using SegmentExport.Domain.Names;
using SegmentExport.Packaging.Masking;
using SegmentExport.WebConsole.Wizard;

namespace SegmentExport.WebConsole.Tests.Components;

public sealed class MaskingExampleTests
{
    [Fact]
    public void Example_OfEveryRule_IsWhatTheEngineMakesOfIt()
    {
        foreach (var kind in Enum.GetValues<MaskingKind>())
        {
            var (before, after) = Assert.NotNull(MaskingExamples.Of(ApiNames.Of(kind)));
            var mask = ValueMasks.Create(new() { Kind = kind, First = kind is MaskingKind.Keep ? 3 : 0, Last = kind is MaskingKind.Keep ? 4 : 0, Bounds = kind is MaskingKind.Bucket ? [18, 30, 60] : [] }, new byte[32]);
            var destination = new byte[mask.MaxLength(Encoding.UTF8.GetByteCount(before))];
            var length = mask.Mask(Encoding.UTF8.GetBytes(before), destination);
            var masked = length < 0 ? "" : Encoding.UTF8.GetString(destination.AsSpan(0, length));

            // A hash hangs on the space's key: the example only hints at one.
            Assert.Equal(kind is MaskingKind.Hash ? 64 : after.Length, masked.Length);
            Assert.True(kind is MaskingKind.Hash || masked == after, $"{kind}: '{before}' becomes '{masked}', and the example says '{after}'.");
        }
    }
}
