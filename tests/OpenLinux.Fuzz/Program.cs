using OpenLinux.Fuzz;
using SharpFuzz;

// OpenLinux.Fuzz --list           the readers' names
// OpenLinux.Fuzz READER           reads what afl-fuzz makes, input after input; without afl-fuzz, what stands on its standard input
// OpenLinux.Fuzz READER FILE ...  says what the reader makes of each file
switch (args)
{
    case ["--list"]:
        Console.WriteLine(string.Join('\n', FuzzedReader.All.Select(known => known.Name)));
        return 0;
    case [var name, .. var files] when FuzzedReader.Find(name) is { } reader:
        return files.Length == 0 ? Fuzz(reader) : files.Aggregate(0, (code, file) => IsGood(reader, file) ? code : 1);
    default:
        Console.Error.WriteLine("usage: OpenLinux.Fuzz --list | READER [FILE ...]");
        return 2;
}

static int Fuzz(FuzzedReader reader)
{
    Fuzzer.OutOfProcess.Run(stream =>
    {
        using var input = new MemoryStream();
        stream.CopyTo(input);
        reader.Read(input.ToArray());
    });
    return 0;
}

static bool IsGood(FuzzedReader reader, string file)
{
    try
    {
        Console.WriteLine($"{file}: {reader.Read(File.ReadAllBytes(file)) ?? "read"}");
        return true;
    }
    catch (Exception fault)
    {
        Console.WriteLine($"{file}: {fault}");
        return false;
    }
}
