/* Which signals init waits for, and how it passes them on. */
#include <errno.h>
#include <stddef.h>
#include <string.h>

#include "init.h"

/* The set stays blocked for good: they are taken one at a time by signals_next, so there is no handler and
   nothing to race with. Faults of init's own must keep their default action. */
static sigset_t awaited;

void signals_block(sigset_t *inherited)
{
	static const int faults[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGSYS};

	sigfillset(&awaited);
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		sigdelset(&awaited, faults[i]);
	sigprocmask(SIG_BLOCK, &awaited, inherited);
	/* If whoever started init ignored it, the kernel would reap in our place and lose the exit code. */
	signal(SIGCHLD, SIG_DFL);
}

int signals_next(void)
{
	int signal;

	do
		signal = sigwaitinfo(&awaited, NULL);
	while (signal < 0);
	return signal;
}

void signals_pass_on(pid_t child, int signal)
{
	/* ESRCH: it ended, and its SIGCHLD is the next to be served. */
	if (kill(-child, signal) != 0 && errno != ESRCH)
		complain("cannot pass on signal %d (%s): %s", signal, strsignal(signal), strerror(errno));
}
