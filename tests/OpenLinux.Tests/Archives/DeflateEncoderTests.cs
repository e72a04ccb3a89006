using System.Diagnostics;
using System.IO.Compression;
using ICSharpCode.SharpZipLib.Zip.Compression;
using OpenLinux.Archives.Compression.Deflate;
using OpenLinux.Engine.Content;
using OpenLinux.TestKit.Archives;

namespace OpenLinux.Tests.Archives;

/// <summary>The encoder's output as two other implementations read it, and as every processor must write it.</summary>
public sealed class DeflateEncoderTests
{
    private readonly DeflateEncoder encoder = new();

    public static TheoryData<string> Kinds => [.. Contents.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_was_compressed_comes_back(string kind)
    {
        foreach (var size in (int[])[1, 2, 3, 4, 5, 6, 257, 258, 259, 512, 4_999, 32_768, 65_535, 65_536, 131_072, 700_001])
        {
            var content = Contents.Of(kind, size, seed: size);

            Inflated(Deflated(content)).Should().Equal(content, "{0} bytes of {1} were compressed", size, kind);
        }
    }

    [Fact]
    public void Content_of_any_mixture_comes_back()
    {
        var random = new Random(20);
        for (var round = 0; round < 300; round++)
        {
            var content = Contents.Mixed(random, random.Next(1, 40_000));

            Inflated(Deflated(content)).Should().Equal(content, "it is mixture {0}", round);
        }
    }

    [Fact]
    public void A_piece_reaches_back_into_what_is_before_it_and_no_further()
    {
        var random = new Random(7);
        for (var round = 0; round < 60; round++)
        {
            var content = Contents.Mixed(random, random.Next(2, 120_000));
            var cut = random.Next(1, content.Length);
            byte[] both = [.. Deflated(content.AsSpan(0, cut)), .. Deflated(content, Math.Max(0, cut - DeflateEncoder.Window), cut)];

            Inflated(both).Should().Equal(content, "it is mixture {0}, cut at byte {1} of {2}", round, cut, content.Length);
        }
    }

    [Fact]
    public void What_was_before_it_makes_a_piece_smaller()
    {
        var noise = Contents.Of("noise", 20_000, seed: 1);
        byte[] twice = [.. noise, .. noise];

        Deflated(twice, 0, noise.Length).Length.Should().BeLessThan(noise.Length / 20);
        Deflated(noise).Length.Should().BeInRange(noise.Length, noise.Length + 20, "noise is stored");
    }

    /// <summary>
    /// All is reckoned in integers, without vectors, and words are little-endian by definition: these hold on x64 and arm64, with and without
    /// DOTNET_EnableHWIntrinsic. What changes them raises <see cref="DeflateEncoder.Version"/>.
    /// </summary>
    [Theory]
    [InlineData("text", "b155128bed21cb21157f0cd6f4832a7859452fcaa16c9954c48e8327ee141e95")]
    [InlineData("noise", "85e931f737ee71a3283f18ab2c7fbcec24e361392c18ee8c0f6963e7dbbd6be6")]
    [InlineData("runs", "43b46492e587c6a6db4c2b04fa0b8e3bd47b722a98ee236ce66b1e671441fb40")]
    [InlineData("words", "0536e6f06ca114112af41cf8eba994f85c58185a60dcb3038f780706a8d9f29f")]
    [InlineData("mixture", "ebb5799c2fe8fee29034b396dd208ddc4a9969496bffbef3f9a229826d5ccb4c")]
    public void The_bytes_are_those_of_every_processor(string kind, string expected)
    {
        DeflateEncoder.Version.Should().Be(2);
        Digest.Of(Deflated(Contents.Of(kind, 300_000, seed: 1))).Hash.Should().Be(expected);
    }

    /// <summary>In a process of its own: the runtime reads such a setting when it starts.</summary>
    [Fact]
    public async Task A_processor_without_vectors_writes_the_same_bytes()
    {
        var start = new ProcessStartInfo(
            "dotnet", [typeof(DeflateEncoderTests).Assembly.Location, "-noColor", "-method", $"*.{nameof(DeflateEncoderTests)}.{nameof(The_bytes_are_those_of_every_processor)}"])
        {
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_EnableHWIntrinsic"] = "0" },
        };
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        process.ExitCode.Should().Be(0, said);
        said.Should().Contain("Total: 5,");
    }

    [Fact]
    public void What_an_encoder_did_before_does_not_show()
    {
        var content = Contents.Of("text", 50_000, seed: 3);
        var first = Deflated(content);
        Deflated(Contents.Of("mixture", 200_000, seed: 4));

        Deflated(content).Should().Equal(first);
        new DeflateEncoderTests().Deflated(content).Should().Equal(first);
    }

    private byte[] Deflated(ReadOnlySpan<byte> content) => Deflated(content, 0, 0);

    /// <param name="start">Where what is before the piece begins.</param>
    /// <param name="cut">Where the piece begins.</param>
    private byte[] Deflated(ReadOnlySpan<byte> content, int start, int cut)
    {
        var length = content.Length - cut;
        var buffer = new byte[content.Length - start + DeflateEncoder.Slack];
        content[start..].CopyTo(buffer);
        buffer.AsSpan(content.Length - start).Fill(0xAA);
        var output = new byte[DeflateEncoder.Bound(length)];
        return output[..encoder.Encode(buffer, cut - start, length, output)];
    }

    private static byte[] Inflated(byte[] pieces)
    {
        byte[] stream = [.. pieces, .. DeflateEncoder.LastBlock];
        using var content = new MemoryStream();
        using (var reader = new DeflateStream(new MemoryStream(stream), CompressionMode.Decompress))
        {
            reader.CopyTo(content);
        }

        var strict = new Inflater(noHeader: true);
        strict.SetInput(stream);
        var same = new byte[content.Length + 1];
        strict.Inflate(same).Should().Be((int)content.Length);
        strict.IsFinished.Should().BeTrue();
        strict.RemainingInput.Should().Be(0);
        same.AsSpan(0, (int)content.Length).SequenceEqual(content.ToArray()).Should().BeTrue();
        return content.ToArray();
    }
}
