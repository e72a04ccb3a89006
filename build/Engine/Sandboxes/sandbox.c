// Runs a command that sees of this machine what rules name, and asks no network: "sandbox MODE OPTIONS RULES OPENED rule… -- command".
// It restricts itself, which takes no privileges, and becomes the command: landlock(7), seccomp(2), mount_namespaces(7).
//
// MODE is landlock, namespaces or none. OPTIONS are letters: "u" leaves sockets of this machine, "1" leaves one core. RULES is a file, "-"
// for none: a rule a line. OPENED is a file, "-" for none: paths that the command opened or ran, each with a zero, and "network:" where it
// asked for one. A rule is a letter and a path: "r" read, "x" read and run, "d" read and write a device, "w" all, "l" a link.

enum {
    LANDLOCK_CREATE_RULESET_VERSION = 1, LANDLOCK_RULE_PATH_BENEATH = 1,
    SYS_landlock_create_ruleset = 444, SYS_landlock_add_rule = 445, SYS_landlock_restrict_self = 446,
    SYS_open_tree = 428, SYS_move_mount = 429, SYS_mount_setattr = 442, SYS_io_uring_setup = 425,
#if defined(__x86_64__)
    SYS_pivot_root = 155, SYS_mount = 165, SYS_umount2 = 166, SYS_sched_setaffinity = 203, SYS_execveat = 322,
#else
    SYS_umount2 = 39, SYS_mount = 40, SYS_pivot_root = 41, SYS_sched_setaffinity = 122, SYS_execveat = 281,
#endif
    EACCES = 13, ENOSYS = 38,
    CLONE_NEWNS = 0x20000, CLONE_NEWUSER = 0x10000000,
    OPEN_TREE_CLONE = 1, MOVE_MOUNT_F_EMPTY_PATH = 4, MS_REC = 0x4000, MS_PRIVATE = 1 << 18, MNT_DETACH = 2,
    MOUNT_ATTR_RDONLY = 1, MOUNT_ATTR_NOSUID = 2, MOUNT_ATTR_NODEV = 4,
    MOST_RULES = 65536, UNUSABLE = 125,
};

#define SECCOMP_RET_ERRNO 0x00050000u

enum {
    EXECUTE = 1 << 0, WRITE_FILE = 1 << 1, READ_FILE = 1 << 2, READ_DIR = 1 << 3, REFER = 1 << 13, TRUNCATE = 1 << 14, IOCTL_DEV = 1 << 15,
    OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV,
};

struct landlock_ruleset {
    u64 files, network, scoped;
};

struct landlock_path {
    u64 allowed;
    i32 parent;
} __attribute__((packed));

struct rules {
    u32 count;
    const char *all[MOST_RULES];
};

static struct rules rules;

__attribute__((noreturn)) static void give_up(const char *what, const char *about)
{
    say("sandbox: ");
    say(what);
    say(about);
    say("\n");
    exit_with(UNUSABLE);
}

static void add_rule(const char *rule)
{
    if (rules.count == MOST_RULES) give_up("too many rules", "");
    rules.all[rules.count++] = rule;
}

static void add_rules_of(const char *path)
{
    struct statx status;
    isize file = open_for_reading(path);
    if (file < 0 || stat_at((int)file, "", AT_EMPTY_PATH, &status) < 0) give_up("cannot read ", path);
    char *text = allocate(status.size + 1);
    if (text == NULL || read_all(file, text, status.size) != (isize)status.size) give_up("cannot read ", path);
    close_file(file);
    while (*text != 0) {
        char *end = text;
        while (*end != 0 && *end != '\n') end++;
        int is_last = *end == 0;
        *end = 0;
        if (*text != 0) add_rule(text);
        text = is_last ? end : end + 1;
    }
}

// ---- landlock ----

static u64 allowed_by(char kind, u64 handled)
{
    u64 rights = kind == 'r' ? READ_FILE | READ_DIR
        : kind == 'x' ? READ_FILE | READ_DIR | EXECUTE
        : kind == 'd' ? READ_FILE | WRITE_FILE | TRUNCATE | IOCTL_DEV
        : kind == 'w' ? ~(u64)0
        : 0;
    return rights & handled;
}

static void restrict_by_landlock(void)
{
    isize version = SYSCALL_3(landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1) give_up("no Landlock", "");
    u64 handled = version >= 5 ? (1 << 16) - 1 : version >= 3 ? (1 << 15) - 1 : version >= 2 ? (1 << 14) - 1 : (1 << 13) - 1;
    // Of the network, TCP; of what is scoped, abstract sockets and signals.
    struct landlock_ruleset wanted = { handled, version >= 4 ? 3 : 0, version >= 6 ? 3 : 0 };
    usize size = version >= 6 ? sizeof wanted : version >= 4 ? 2 * sizeof(u64) : sizeof(u64);
    isize ruleset = SYSCALL_3(landlock_create_ruleset, &wanted, size, 0);
    if (ruleset < 0) give_up("no ruleset", "");
    for (u32 i = 0; i < rules.count; i++) {
        struct statx status;
        u64 allowed = allowed_by(*rules.all[i], handled);
        isize file = allowed == 0 ? -1 : open_at(AT_FDCWD, rules.all[i] + 1, O_PATH, 0);
        if (file < 0) continue;
        if (stat_at((int)file, "", AT_EMPTY_PATH, &status) == 0) {
            if ((status.mode & S_IFMT) != S_IFDIR) allowed &= OF_FILES;
            struct landlock_path beneath = { allowed, (i32)file };
            if (SYSCALL_4(landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0) < 0) give_up("no rule for ", rules.all[i] + 1);
        }
        close_file(file);
    }
    if (SYSCALL_2(landlock_restrict_self, ruleset, 0) < 0) give_up("not restricted", "");
    close_file(ruleset);
}

// ---- namespaces: a root of mounts, where nothing else is ----

static void write_text(const char *path, const char *text)
{
    isize file = open_at(AT_FDCWD, path, O_WRONLY, 0);
    if (file < 0) return;
    write_all(file, text, strlen(text));
    close_file(file);
}

// "1000 1000 1": as outside.
static const char *map_of(u32 id)
{
    char *text = allocate(32);
    if (text == NULL) give_up("no memory", "");
    char digits[12];
    usize count = 0;
    do {
        digits[count++] = (char)('0' + id % 10);
        id /= 10;
    } while (id != 0);
    char *at = text;
    for (int twice = 0; twice < 2; twice++) {
        for (usize i = count; i > 0; i--) *at++ = digits[i - 1];
        *at++ = ' ';
    }
    *at++ = '1';
    return text;
}

// The folders above a path, in the new root; gives the path there, without its slash.
static const char *make_way(const char *path)
{
    char *copy = allocate(strlen(path) + 1);
    if (copy == NULL) give_up("no memory", "");
    memcpy(copy, path, strlen(path) + 1);
    for (char *at = copy + 1; *at != 0; at++) {
        if (*at == '/') {
            *at = 0;
            SYSCALL_3(mkdirat, AT_FDCWD, copy + 1, 0755);
            *at = '/';
        }
    }
    return copy + 1;
}

static void place(isize tree, char kind, const char *path)
{
    struct statx status;
    struct {
        u64 set, clear, propagation, user;
    } attributes = { MOUNT_ATTR_NOSUID | (kind == 'd' ? 0 : MOUNT_ATTR_NODEV) | (kind == 'w' || kind == 'd' ? 0 : MOUNT_ATTR_RDONLY), 0, 0, 0 };
    if (stat_at((int)tree, "", AT_EMPTY_PATH, &status) < 0) return;
    const char *there = make_way(path);
    if ((status.mode & S_IFMT) == S_IFDIR) {
        SYSCALL_3(mkdirat, AT_FDCWD, there, 0755);
    } else {
        isize file = open_at(AT_FDCWD, there, O_WRONLY | O_CREAT, 0644);
        if (file >= 0) close_file(file);
    }
    if (SYSCALL_5(mount_setattr, tree, "", AT_EMPTY_PATH, &attributes, sizeof attributes) < 0
        || SYSCALL_5(move_mount, tree, "", AT_FDCWD, there, MOVE_MOUNT_F_EMPTY_PATH) < 0) {
        give_up("cannot mount ", path);
    }
}

// A link's rule is "l", its path, a blank and where it leads.
static void place_link(const char *rule)
{
    char *path = allocate(strlen(rule) + 1);
    if (path == NULL) give_up("no memory", "");
    memcpy(path, rule, strlen(rule) + 1);
    char *target = path;
    while (*target != 0 && *target != ' ') target++;
    if (*target == 0) return;
    *target++ = 0;
    SYSCALL_3(symlinkat, target, AT_FDCWD, make_way(path));
}

static void restrict_by_namespaces(void)
{
    static char folder[4096];
    static isize trees[MOST_RULES];
    u32 user = (u32)SYSCALL_0(geteuid), group = (u32)SYSCALL_0(getegid);
    if (SYSCALL_2(getcwd, folder, sizeof folder) <= 0) give_up("no folder", "");
    if (SYSCALL_1(unshare, CLONE_NEWUSER | CLONE_NEWNS) < 0) give_up("no namespaces", "");
    write_text("/proc/self/setgroups", "deny");
    write_text("/proc/self/uid_map", map_of(user));
    write_text("/proc/self/gid_map", map_of(group));
    if (SYSCALL_5(mount, "none", "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0) give_up("no mounts", "");
    for (u32 i = 0; i < rules.count; i++) {
        trees[i] = *rules.all[i] == 'l' ? -1 : SYSCALL_3(open_tree, AT_FDCWD, rules.all[i] + 1, OPEN_TREE_CLONE | O_CLOEXEC);
    }
    if (SYSCALL_5(mount, "root", "/tmp", "tmpfs", 0, "mode=755") < 0 || SYSCALL_1(chdir, "/tmp") < 0) give_up("no root", "");
    for (u32 i = 0; i < rules.count; i++) {
        if (*rules.all[i] == 'l') place_link(rules.all[i] + 1);
    }
    for (u32 i = 0; i < rules.count; i++) {
        if (trees[i] >= 0) place(trees[i], *rules.all[i], rules.all[i] + 1);
    }
    for (u32 i = 0; i < rules.count; i++) {
        if (trees[i] >= 0) close_file(trees[i]);
    }
    if (SYSCALL_2(pivot_root, ".", ".") < 0 || SYSCALL_2(umount2, ".", MNT_DETACH) < 0 || SYSCALL_1(chdir, folder) < 0) give_up("no way into ", folder);
}

// ---- the network: no sockets but, where asked for, those of this machine; calls of other ABIs have none at all ----

static void restrict_sockets(int leaves_unix)
{
#if defined(__x86_64__)
    enum { OTHER_ABI = 0x40000003, OTHER_SOCKET = 359, OTHER_SOCKETCALL = 102 };
#else
    enum { OTHER_ABI = 0x40000028, OTHER_SOCKET = 281, OTHER_SOCKETCALL = 102 };
#endif
    const struct bpf_step steps[] = {
        BPF_LOAD(4),
        BPF_IF_EQUAL(AUDIT_ARCH, 5, 0),
        BPF_IF_EQUAL(OTHER_ABI, 0, 11),
        BPF_LOAD(0),
        BPF_IF_EQUAL(OTHER_SOCKET, 10, 0),
        BPF_IF_EQUAL(OTHER_SOCKETCALL, 9, 0),
        BPF_IF_EQUAL(SYS_io_uring_setup, 9, 7),
        BPF_LOAD(0),
        // x32 has the same architecture, and numbers of its own.
        BPF_IF_ANY(0x40000000, 7, 0),
        BPF_IF_EQUAL(SYS_io_uring_setup, 6, 0),
        BPF_IF_EQUAL(SYS_socket, 0, 3),
        BPF_LOAD(16),
        BPF_IF_EQUAL(AF_UNIX, 0, 2),
        BPF_RETURN(leaves_unix ? SECCOMP_RET_ALLOW : SECCOMP_RET_ERRNO | EACCES),
        BPF_RETURN(SECCOMP_RET_ALLOW),
        BPF_RETURN(SECCOMP_RET_ERRNO | EACCES),
        BPF_RETURN(SECCOMP_RET_ERRNO | ENOSYS),
    };
    struct bpf_program program = { COUNT(steps), steps };
    if (SYSCALL_3(seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) < 0) give_up("sockets stay", "");
}

static void leave_one_core(void)
{
    static u64 cores[128];
    isize size = SYSCALL_3(sched_getaffinity, 0, sizeof cores, cores);
    for (isize i = 0, found = 0; i < size / (isize)sizeof *cores; i++) {
        u64 first = found ? 0 : cores[i] & -cores[i];
        found |= first != 0;
        cores[i] = first;
    }
    if (size > 0) SYSCALL_3(sched_setaffinity, 0, size, cores);
}

static int has(const char *options, char option)
{
    while (*options != 0 && *options != option) options++;
    return *options != 0;
}

__attribute__((noreturn)) static void become(const char *mode, const char *options, int is_watched, char **command, char **envp)
{
    if (SYSCALL_5(prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) give_up("privileges stay", "");
    if (has(options, '1')) leave_one_core();
    if (equal(mode, "landlock")) restrict_by_landlock();
    if (equal(mode, "namespaces")) restrict_by_namespaces();
    if (!equal(mode, "none") && !is_watched) restrict_sockets(has(options, 'u'));
    isize failure = execute_on_path(*command, command, envp);
    say(*command);
    say(failure == -EACCES ? ": Permission denied\n" : ": cannot be run\n");
    exit_with(failure == -ENOENT ? 127 : 126);
}

// ---- what was asked for, to tell what was refused ----

static const struct bpf_step asked[] = {
    BPF_LOAD(4),
    BPF_IF_EQUAL(AUDIT_ARCH, 0, 7),
    BPF_LOAD(0),
    BPF_IF_EQUAL(SYS_openat, 6, 0),
    BPF_IF_EQUAL(SYS_openat2, 5, 0),
    BPF_IF_EQUAL(SYS_execve, 4, 0),
    BPF_IF_EQUAL(SYS_socket, 3, 0),
#if defined(__x86_64__)
    BPF_IF_EQUAL(SYS_open, 2, 0),
#else
    BPF_IF_EQUAL(SYS_execveat, 2, 0),
#endif
    BPF_RETURN(SECCOMP_RET_ALLOW),
    BPF_RETURN(SECCOMP_RET_ALLOW),
    BPF_RETURN(SECCOMP_RET_USER_NOTIF),
};

// A filter's own refusal would go before the question: sockets are refused here instead.
static i32 note_asked(struct watch *watch, const struct seccomp_notice *notice)
{
    static const char network[] = "network:";
    if (notice->call.number != SYS_socket) return note(watch, notice);
    if (notice->call.arguments[0] == AF_UNIX) return 0;
    u8 *to = room_for_path(watch);
    if (to != NULL) {
        memcpy(to, network, sizeof network);
        watch->size += sizeof network;
    }
    return EACCES;
}

static int run(int argc, char **argv, char **envp)
{
    int at = 5;
    for (; at < argc && !equal(argv[at], "--"); at++) add_rule(argv[at]);
    if (at + 1 >= argc) give_up("no command", "");
    if (!equal(argv[3], "-")) add_rules_of(argv[3]);
    char **command = argv + at + 1;
    if (equal(argv[4], "-")) become(argv[1], argv[2], 0, command, envp);

    isize file = open_at(AT_FDCWD, argv[4], O_WRONLY | O_CREAT | O_TRUNC, 0600);
    struct watch watch;
    isize child = fork_watched(&watch, &(struct bpf_program) { COUNT(asked), asked });
    if (child == 0) become(argv[1], argv[2], 1, command, envp);
    if (child < 0) give_up("cannot start ", *command);
    follow(&watch, note_asked);
    isize code = wait_for(child);
    if (file >= 0) write_all(file, watch.paths, watch.size);
    return code < 0 ? 127 : (int)code;
}
