// The front of build.sh: where the last run found nothing to do, and all that it rested on is as it was, says what that run said.
//
//     front FOLDER [ARGUMENT…]     arguments as build.sh has them
//
// It ends with 0 where it has said everything. With any other code it has said nothing, and the build host has to look for itself: there
// are no facts of such a run, one of them holds no more, or it could not be told. FactFile.cs has the format.

#define MAGIC 0x31305443414c4f00u
#define MULTIPLIER 0xff51afd7ed558ccdu

#define EXPLAIN "OPENLINUX_EXPLAIN_FAST_PATH"

enum {
    FACT_ARGUMENT = 1, FACT_FOLDER_OF_CALL, FACT_TERMINALS, FACT_USER, FACT_FILES_AT_LEAST, FACT_IGNORED, FACT_VARIABLE, FACT_ANSWER, FACT_FREE,
    FACT_FOLDER, FACT_ENTRY, FACT_PATH, FACT_ABSENT, FACT_IDENTITY, FACT_CONTENT, FACT_OUTPUT,
};

#define FACT_KINDS \
    "nothing", "the arguments", "the current folder", "the terminals", "the user", "the limit of open files", "what is ignored", "a variable", \
    "the daemon", "the lock ", "the folder ", "the entry ", "the file ", "what was absent: ", "the folder ", "the content of a file", "nothing"

enum {
    HOLDS = 0, CHANGED = 1, UNKNOWN = 2, USAGE = 64,
    MOST_ANSWERS = 64, LONGEST_PATH = 4096, PATIENCE_MS = 1000, LONGEST_DATE_LINE = 64, MOST_VARIABLES = 4096,
    TIOCGWINSZ = 0x5413, TCGETS = 0x5401, RLIMIT_NOFILE = 7,
};

struct header {
    u64 magic, check, length; // of all that follows the header, in bytes; check covers it and what stands between
    i64 from, until;          // seconds since 1970-01-01 UTC
};

// Followed by its content, to a multiple of eight bytes; size has both.
struct fact {
    u32 kind, size;
};

struct stamp {
    i64 size, modified, changed; // bytes; nanoseconds since 1970-01-01 UTC
    u64 inode, device, mode;     // mode: permission bits, and above them 0 for a file, 1 a folder, 2 a symbolic link, 3 anything else
};

struct stamped {
    struct stamp stamp;
    char path[];
};

struct content {
    u64 size; // of what follows the path
    u64 path_size;
    char path[];
};

struct answer {
    u64 request_size, response_size; // of what follows the socket's path; the response without its line "Date:"
    u64 path_size;
    char path[];
};

struct output {
    u64 stream, size;
    char text[];
};

static int connections[MOST_ANSWERS];
static usize connected;

static i64 nanoseconds(struct statx_time time) { return time.seconds * 1000000000 + time.nanoseconds; }

static u64 kind_of(u16 mode)
{
    return (mode & S_IFMT) == S_IFREG ? 0 : (mode & S_IFMT) == S_IFDIR ? 1 : (mode & S_IFMT) == S_IFLNK ? 2 : 3;
}

static int same(const struct statx *found, const struct stamp *noted)
{
    return noted->inode == found->inode
        && noted->changed == nanoseconds(found->changed)
        && noted->modified == nanoseconds(found->modified)
        && noted->size == (i64)found->size
        && noted->device == ((u64)found->device_major << 32 | found->device_minor)
        && noted->mode == (kind_of(found->mode) << 16 | (found->mode & 07777));
}

static int same_thing(const struct statx *found, const struct stamp *noted)
{
    return noted->inode == found->inode
        && noted->device == ((u64)found->device_major << 32 | found->device_minor)
        && noted->mode >> 16 == kind_of(found->mode);
}

// ---- how it was called ----

static int is_terminal(int file)
{
    u8 settings[256];
    return SYSCALL_3(ioctl, file, TCGETS, settings) == 0;
}

// One bit for each standard stream; above them the columns of standard output, where that is a terminal.
static u64 terminals(void)
{
    u64 found = 0;
    for (int file = 0; file < 3; file++) found |= (u64)is_terminal(file) << file;
    u16 size[4] = { 0 };
    if ((found & 2) != 0 && SYSCALL_3(ioctl, 1, TIOCGWINSZ, size) == 0) found |= (u64)size[1] << 8;
    return found;
}

static int is_named(const char *variable, const char *name)
{
    usize length = strlen(name);
    return starts_with(variable, name) && variable[length] == '=';
}

struct call {
    int argc, argument;
    char **argv, **envp;
    char folder[LONGEST_PATH];
    u64 terminals;
    const char *variables[MOST_VARIABLES], *ignored[MOST_VARIABLES];
    usize noted, ignoring;
};

static int same_environment(const struct call *call)
{
    usize found = 0;
    for (char **variable = call->envp; *variable != NULL; variable++) {
        int counts = 1;
        for (usize i = 0; i < call->ignoring && counts; i++) counts = !is_named(*variable, call->ignored[i]);
        if (!counts) continue;
        usize i = 0;
        while (i < call->noted && !equal(call->variables[i], *variable)) i++;
        if (i == call->noted) return 0;
        found++;
    }
    return found == call->noted;
}

// ---- what it asks others ----

static int ask(const struct answer *answer)
{
    if (connected == MOST_ANSWERS) return CHANGED;
    isize connection = connect_unix(answer->path, PATIENCE_MS);
    if (connection < 0 || send_all(connection, answer->path + answer->path_size, answer->request_size) < 0) return CHANGED;
    connections[connected++] = (int)connection;
    return HOLDS;
}

// Takes the line out that tells the time; the new size.
static usize without_date(char *text, usize size)
{
    usize line = 0;
    for (usize at = 0; at + 1 < size; at++) {
        if (text[at] != '\n') continue;
        if (at + 6 < size && starts_with(text + line, "Date: ")) {
            memmove(text + line, text + at + 1, size - at - 1);
            return size - (at + 1 - line);
        }
        line = at + 1;
        if (text[line] == '\r') break;
    }
    return size;
}

static int compare_answer(int connection, const struct answer *answer)
{
    usize most = answer->response_size + LONGEST_DATE_LINE + 1;
    char *text = allocate(most + 1);
    if (text == NULL) return CHANGED;
    isize size = read_all(connection, text, most);
    if (size < 0 || (usize)size == most) return CHANGED;
    usize left = without_date(text, (usize)size);
    const char *noted = answer->path + answer->path_size + answer->request_size;
    return left == answer->response_size && memcmp(text, noted, left) == 0 ? HOLDS : CHANGED;
}

static int is_free(const char *path)
{
    isize file = open_for_reading(path);
    if (file == -ENOENT) return 1;
    if (file < 0) return 0;
    isize result = SYSCALL_2(flock, file, LOCK_SH | LOCK_NB);
    close_file(file);
    return result == 0;
}

static int same_content(const struct content *noted)
{
    isize file = open_for_reading(noted->path);
    if (file < 0) return 0;
    char *text = allocate(noted->size + 1);
    isize size = text == NULL ? -1 : read_all(file, text, noted->size + 1);
    close_file(file);
    return size >= 0 && (u64)size == noted->size && memcmp(text, noted->path + noted->path_size, noted->size) == 0;
}

// ---- the facts, one after the other ----

static int check(const struct fact *fact, struct call *call)
{
    static isize folder = -1;
    struct statx status;
    const void *content = fact + 1;
    const struct stamped *stamped = content;
    const u64 *numbers = content;
    switch (fact->kind) {
    case FACT_ARGUMENT:
        return call->argument < call->argc && equal(call->argv[call->argument++], content) ? HOLDS : CHANGED;
    case FACT_FOLDER_OF_CALL:
        return call->argument == call->argc && equal(call->folder, content) ? HOLDS : CHANGED;
    case FACT_TERMINALS:
        return numbers[0] == call->terminals ? HOLDS : CHANGED;
    case FACT_USER:
        return numbers[0] == (u64)SYSCALL_0(geteuid) && numbers[1] == (u64)SYSCALL_0(getuid) ? HOLDS : CHANGED;
    case FACT_FILES_AT_LEAST: {
        u64 limits[2];
        return SYSCALL_4(prlimit64, 0, RLIMIT_NOFILE, NULL, limits) == 0 && limits[1] >= numbers[0] ? HOLDS : CHANGED;
    }
    case FACT_IGNORED:
        if (call->ignoring == MOST_VARIABLES) return CHANGED;
        call->ignored[call->ignoring++] = content;
        return HOLDS;
    case FACT_VARIABLE:
        if (call->noted == MOST_VARIABLES) return CHANGED;
        call->variables[call->noted++] = content;
        return HOLDS;
    case FACT_ANSWER:
        return ask(content);
    case FACT_FREE:
        return is_free(content) ? HOLDS : CHANGED;
    case FACT_FOLDER:
        if (folder >= 0) close_file(folder);
        folder = open_at(AT_FDCWD, stamped->path, O_PATH, 0);
        return folder >= 0 && stat_at((int)folder, "", AT_EMPTY_PATH, &status) == 0 && same(&status, &stamped->stamp) ? HOLDS : CHANGED;
    case FACT_ENTRY:
        return stat_at((int)folder, stamped->path, AT_SYMLINK_NOFOLLOW, &status) == 0 && same(&status, &stamped->stamp) ? HOLDS : CHANGED;
    case FACT_PATH:
        return stat_at(AT_FDCWD, stamped->path, 0, &status) == 0 && same(&status, &stamped->stamp) ? HOLDS : CHANGED;
    case FACT_ABSENT: {
        isize result = stat_at(AT_FDCWD, content, 0, &status);
        return result == -ENOENT || result == -ENOTDIR ? HOLDS : CHANGED;
    }
    case FACT_IDENTITY:
        return stat_at(AT_FDCWD, stamped->path, 0, &status) == 0 && same_thing(&status, &stamped->stamp) ? HOLDS : CHANGED;
    case FACT_CONTENT:
        return same_content(content) ? HOLDS : CHANGED;
    case FACT_OUTPUT:
        return HOLDS;
    default:
        return UNKNOWN;
    }
}

static const struct fact *next(const struct fact *fact) { return (const struct fact *)((const char *)fact + fact->size); }

// Whole, of this version, and not too old: what a run uses, the shared cache keeps, and this one uses nothing of it.
static int is_usable(const struct header *header, usize size)
{
    if (size < sizeof *header || header->magic != MAGIC || header->length != size - sizeof *header || size % 8 != 0) return 0;
    u64 hash = MULTIPLIER;
    const u64 *end = (const u64 *)((const char *)header + size);
    for (const u64 *word = &header->length; word < end; word++) {
        hash = (hash ^ *word) * MULTIPLIER;
        hash ^= hash >> 32;
    }
    i64 now[2];
    return hash == header->check && SYSCALL_2(clock_gettime, CLOCK_REALTIME, now) == 0 && header->from <= now[0] && now[0] <= header->until;
}

// Standard output is not to be written to (a full disk): the build host tells it better. Where only its reader has gone, nobody is left to tell.
static int print(const struct fact *fact, const struct fact *end)
{
    for (; fact < end; fact = next(fact)) {
        if (fact->kind != FACT_OUTPUT) continue;
        const struct output *output = (const void *)(fact + 1);
        isize result = write_all((isize)output->stream, output->text, output->size);
        if (result < 0 && result != -EPIPE && output->stream == 1) return CHANGED;
    }
    return HOLDS;
}

static int answers_hold(const struct fact *fact, const struct fact *end)
{
    usize answered = 0;
    for (; fact < end; fact = next(fact)) {
        if (fact->kind == FACT_ANSWER && compare_answer(connections[answered++], (const void *)(fact + 1)) != HOLDS) return 0;
    }
    return 1;
}

// FOLDER/ and sixteen hexadecimal digits: arguments, folder and terminals each have facts of their own.
static int name_facts(char *path, const char *folder, const struct call *call)
{
    usize length = strlen(folder);
    if (length + 18 > LONGEST_PATH) return 0;
    u64 hash = FNV_START;
    for (int i = 2; i < call->argc; i++) hash = fnv(hash, call->argv[i]);
    hash = fnv(hash, call->folder);
    hash = (hash ^ call->terminals) * MULTIPLIER;
    memcpy(path, folder, length);
    path[length++] = '/';
    for (int digit = 15; digit >= 0; digit--) path[length++] = "0123456789abcdef"[hash >> (4 * digit) & 15];
    path[length] = 0;
    return 1;
}

// For whoever wonders why the build host was asked.
static int explain(char **envp, const char *kind, const char *name)
{
    if (environment(envp, EXPLAIN) != NULL) {
        say("fast path: no, by ");
        say(kind);
        say(name);
        say("\n");
    }
    return CHANGED;
}

static int explain_fact(char **envp, const struct fact *fact)
{
    static const char *const kinds[] = { FACT_KINDS };
    const void *content = fact + 1;
    switch (fact->kind) {
    case FACT_FOLDER:
    case FACT_ENTRY:
    case FACT_PATH:
    case FACT_IDENTITY:
        return explain(envp, kinds[fact->kind], ((const struct stamped *)content)->path);
    case FACT_ABSENT:
    case FACT_FREE:
        return explain(envp, kinds[fact->kind], content);
    default:
        return explain(envp, fact->kind < COUNT(kinds) ? kinds[fact->kind] : "what it does not know", "");
    }
}

static int run(int argc, char **argv, char **envp)
{
    static struct call call;
    static char path[LONGEST_PATH];
    if (argc < 2) return USAGE;
    ignore_broken_pipes();
    call.argc = argc, call.argv = argv, call.envp = envp, call.argument = 2;
    call.terminals = terminals();
    if (SYSCALL_2(getcwd, call.folder, sizeof call.folder) < 0 || !name_facts(path, argv[1], &call)) return CHANGED;

    struct statx status;
    isize file = open_for_reading(path);
    if (file < 0) return explain(envp, "the call: nothing is remembered of one like this", "");
    if (stat_at((int)file, "", AT_EMPTY_PATH, &status) != 0 || status.size < sizeof(struct header)) return CHANGED;
    const struct header *header = map(file, status.size, PROT_READ);
    if (header == NULL || !is_usable(header, status.size)) return explain(envp, "its age or its state: ", path);

    const struct fact *first = (const void *)(header + 1);
    const struct fact *end = (const void *)((const char *)header + status.size);
    for (const struct fact *fact = first; fact < end; fact = next(fact)) {
        if (fact->size < sizeof *fact || check(fact, &call) != HOLDS) return explain_fact(envp, fact);
    }
    if (!same_environment(&call)) return explain(envp, "the environment", "");
    if (!answers_hold(first, end)) return explain(envp, "the daemon's answer", "");
    return print(first, end);
}
