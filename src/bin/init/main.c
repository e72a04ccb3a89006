/* usage: init [COMMAND [ARGUMENT...]]
   Without a command: /etc/rc where there is one, else a shell. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "init.h"

#ifndef INIT_RC
#define INIT_RC "/etc/rc"
#endif
#ifndef INIT_SHELL
#define INIT_SHELL "/bin/sh"
#endif
#define DEFAULT_PATH "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

static char *const start_script[] = {INIT_SHELL, INIT_RC, NULL};
static char *const shell[] = {INIT_SHELL, NULL};

void complain(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	fputs("init: ", stderr);
	vfprintf(stderr, format, arguments);
	fputc('\n', stderr);
	va_end(arguments);
}

static char *const *choose_command(char *argv[])
{
	if (argv[0] != NULL && argv[1] != NULL)
		return argv + 1;
	return access(INIT_RC, F_OK) == 0 ? start_script : shell;
}

int main(int argc, char *argv[])
{
	sigset_t inherited;
	pid_t child;

	(void)argc;
	signals_block(&inherited);
	/* A kernel starts PID 1 without PATH. */
	setenv("PATH", DEFAULT_PATH, 0);

	/* Orphans come to PID 1 by themselves; to anyone else only when asked for. */
	if (getpid() == 1)
		terminal_claim();
	else
		prctl(PR_SET_CHILD_SUBREAPER, 1);

	child = child_start(choose_command(argv), &inherited);
	if (child < 0) {
		complain("cannot start a process: %s", strerror(errno));
		return EXIT_INIT_FAILED;
	}
	return child_supervise(child);
}
