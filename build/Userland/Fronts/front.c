// Stands before a compiler that someone else's makefile calls: "front clang -c x.c". It asks the build host, over the socket that
// OPENLINUX_FRONT names, whether the outputs are known. They may be written by then; or the compiler is run here, and the host looks at
// what it read and made. Whatever is in doubt, or the host gone, the compiler runs as if there were no front.
//
// FrontConnection.cs has the other end: numbers are 32 bits in the machine's order, texts end with a zero.

enum {
    KNOWN = 1, // exit code, size of stdout, stdout, stderr
    RUN = 2,   // file for stderr, file for the names of headers; then the exit code is told, and what was opened, and a byte awaited
    UNWATCHED = 0xffffffff,
    TIMEOUT_MS = 60000,
    SIGTERM = 15,
    PR_SET_PDEATHSIG = 1,
};

static const char headers_variable[] = "CC_PRINT_HEADERS_FILE";
static const char opened_option[] = "--opened=";

// What may be a question to the host: it looks closer.
static int is_plausible(char **command)
{
    int compiles = 0;
    for (; *command != NULL; command++) {
        if (equal(*command, "-c") || equal(*command, "-S")) compiles = 1;
        if (equal(*command, "-E") || equal(*command, "-") || equal(*command, "-M") || equal(*command, "-MM")) return 0;
    }
    return compiles;
}

static usize size_of(char **texts)
{
    usize size = 0;
    for (; *texts != NULL; texts++) size += strlen(*texts) + 1;
    return size;
}

static u32 count_of(char **texts)
{
    u32 count = 0;
    while (texts[count] != NULL) count++;
    return count;
}

static u8 *append(u8 *to, const void *from, usize size)
{
    memcpy(to, from, size);
    return to + size;
}

static u8 *append_all(u8 *to, char **texts)
{
    for (; *texts != NULL; texts++) to = append(to, *texts, strlen(*texts) + 1);
    return to;
}

// The size of what follows, how many words and variables there are; the folder, the words, the variables.
static isize ask(isize host, char **command, char **envp)
{
    static char folder[4096];
    isize length = SYSCALL_2(getcwd, folder, sizeof folder);
    if (length <= 0) return -1;
    u32 numbers[3] = { 0, count_of(command), count_of(envp) };
    usize size = sizeof numbers + (usize)length + size_of(command) + size_of(envp);
    u8 *message = allocate(size);
    if (message == NULL) return -1;
    numbers[0] = (u32)(size - sizeof *numbers);
    u8 *end = append(message, numbers, sizeof numbers);
    end = append(end, folder, (usize)length);
    append_all(append_all(end, command), envp);
    return send_all(host, message, size);
}

static void run_as_it_is(char **command, char **envp)
{
    execute_on_path(*command, command, envp);
    say(*command);
    say(": cannot be run\n");
    exit_with(127);
}

static char **with_headers_in(const char *file, char **envp)
{
    u32 count = count_of(envp);
    char **changed = allocate((count + 2) * sizeof *changed);
    char *variable = allocate(sizeof headers_variable + 1 + strlen(file));
    if (changed == NULL || variable == NULL) return envp;
    u32 kept = 0;
    for (u32 i = 0; i < count; i++) {
        usize name = sizeof headers_variable - 1;
        if (!(starts_with(envp[i], headers_variable) && envp[i][name] == '=')) changed[kept++] = envp[i];
    }
    append(append(append((u8 *)variable, headers_variable, sizeof headers_variable - 1), "=", 1), file, strlen(file) + 1);
    changed[kept++] = variable;
    changed[kept] = NULL;
    return changed;
}

static void forward(isize file)
{
    static char text[65536];
    isize count;
    for (usize at = 0; (count = SYSCALL_4(pread64, file, text, sizeof text, at)) > 0; at += (usize)count) {
        write_all(2, text, (usize)count);
    }
}

static int run_for(isize host, const char *messages, const char *headers, char **command, char **envp)
{
    isize file = open_at(AT_FDCWD, messages, O_RDWR | O_CREAT | O_TRUNC, 0600);
    char **changed = with_headers_in(headers, envp);
    struct watch watch;
    isize child = file < 0 || changed == envp ? -1 : fork_watched(&watch, &(struct bpf_program) { COUNT(reading_opens), reading_opens });
    if (child < 0) run_as_it_is(command, envp);
    if (child == 0) {
        // Whoever ends the front means the compiler.
        SYSCALL_5(prctl, PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0);
        SYSCALL_3(dup3, file, 2, 0);
        run_as_it_is(command, changed);
    }
    follow(&watch, note);
    isize code = wait_for(child);
    forward(file);
    u32 told[2] = { (u32)(code < 0 ? 127 : code), watch.is_complete ? (u32)watch.size : UNWATCHED };
    u8 noted;
    if (send_all(host, told, sizeof told) == 0 && send_all(host, watch.paths, watch.is_complete ? watch.size : 0) == 0) {
        read_all(host, &noted, sizeof noted);
    }
    return (int)told[0];
}

// On a worker: no host is there to be asked, and what was opened is noted in a file; nothing, where that could not be seen.
static int note_opened(const char *name, char **command, char **envp)
{
    struct watch watch;
    isize child = fork_watched(&watch, &(struct bpf_program) { COUNT(reading_opens), reading_opens });
    if (child <= 0) run_as_it_is(command, envp);
    follow(&watch, note);
    isize code = wait_for(child);
    isize file = watch.is_complete ? open_at(AT_FDCWD, name, O_WRONLY | O_CREAT | O_TRUNC, 0600) : -1;
    if (file >= 0) write_all(file, watch.paths, watch.size);
    return code < 0 ? 127 : (int)code;
}

static int run(int argc, char **argv, char **envp)
{
    if (argc < 2) {
        say("front: no command\n");
        return 127;
    }
    char **command = argv + 1;
    if (argc > 2 && starts_with(*command, opened_option)) return note_opened(*command + sizeof opened_option - 1, command + 1, envp);
    const char *socket = environment(envp, "OPENLINUX_FRONT");
    isize host = socket != NULL && is_plausible(command) ? connect_unix(socket, TIMEOUT_MS) : -1;
    u32 answer[2];
    if (host < 0 || ask(host, command, envp) != 0 || read_all(host, answer, sizeof answer) != sizeof answer) {
        run_as_it_is(command, envp);
    }
    usize size = answer[1];
    u8 *body = allocate(size + 1);
    if (body == NULL || read_all(host, body, size) != (isize)size) run_as_it_is(command, envp);
    if (answer[0] == KNOWN && size >= 2 * sizeof(u32)) {
        u32 numbers[2];
        memcpy(numbers, body, sizeof numbers);
        u8 *output = body + sizeof numbers;
        write_all(1, output, numbers[1]);
        write_all(2, output + numbers[1], size - sizeof numbers - numbers[1]);
        return (int)numbers[0];
    }
    if (answer[0] == RUN && size > 0) {
        const char *messages = (const char *)body;
        return run_for(host, messages, messages + strlen(messages) + 1, command, envp);
    }
    run_as_it_is(command, envp);
    return 127;
}
