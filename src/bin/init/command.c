/* Finding a command on PATH and turning into it. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "init.h"

static bool is_program(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISREG(status.st_mode) && access(path, X_OK) == 0;
}

/* The first program of that name on PATH into path. Without one, the first file of that name that cannot
   be run, so that the message can tell "not executable" from "not found"; false when there is none either. */
static bool find_on_path(const char *name, char path[PATH_MAX])
{
	const char *entry = getenv("PATH");
	char candidate[PATH_MAX];
	bool found = false;

	while (entry != NULL && *name != '\0') {
		int length = (int)strcspn(entry, ":");
		/* An empty entry is the current directory (POSIX 8.3). */
		int written = snprintf(candidate, sizeof candidate, "%.*s/%s", length != 0 ? length : 1,
			length != 0 ? entry : ".", name);

		if (written < (int)sizeof candidate && access(candidate, F_OK) == 0) {
			bool runs = is_program(candidate);

			if (runs || !found)
				strcpy(path, candidate);
			if (runs)
				return true;
			found = true;
		}
		entry = entry[length] == ':' ? entry + length + 1 : NULL;
	}
	return found;
}

static int explain_failure(const char *path, int error)
{
	struct stat status;

	if (stat(path, &status) != 0) {
		complain("%s: %s", path, error == ENOENT ? "no such file" : strerror(error));
		return error == ENOENT || error == ENOTDIR ? EXIT_NOT_FOUND : EXIT_CANNOT_RUN;
	}
	if (S_ISDIR(status.st_mode))
		complain("%s: is a directory, not a program", path);
	else if (error == EACCES)
		complain("%s: not executable (mode %04o)", path, (unsigned)(status.st_mode & 07777));
	else if (error == ENOENT)
		complain("%s: the interpreter on its first line, or its dynamic loader, is missing", path);
	else if (error == ENOEXEC)
		complain("%s: not a program for this machine, and no script with a #! line", path);
	else
		complain("%s: %s", path, strerror(error));
	return EXIT_CANNOT_RUN;
}

_Noreturn void run_command(char *const argv[])
{
	char found[PATH_MAX];
	const char *path = argv[0];

	if (strchr(path, '/') == NULL) {
		if (!find_on_path(path, found)) {
			complain("%s: not found on PATH (%s)", path, getenv("PATH"));
			_exit(EXIT_NOT_FOUND);
		}
		path = found;
	}
	execv(path, argv);
	_exit(explain_failure(path, errno));
}
