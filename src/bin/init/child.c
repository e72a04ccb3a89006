/* The one command that init serves, from start to end. */
#include <errno.h>
#include <sys/wait.h>
#include <unistd.h>

#include "init.h"

pid_t child_start(char *const argv[], const sigset_t *mask)
{
	pid_t child = fork();

	if (child == 0) {
		setpgid(0, 0);
		terminal_give_to(getpid());
		sigprocmask(SIG_SETMASK, mask, NULL);
		run_command(argv);
	}
	/* Both sides do it: neither a signal passed on nor the command may come before the group is there. */
	if (child > 0)
		setpgid(child, child);
	return child;
}

static void resume(pid_t child)
{
	terminal_give_to(child);
	signals_pass_on(child, SIGCONT);
}

/* The command stopped itself or was stopped from the terminal (Ctrl-Z). */
static void serve_stop(pid_t child)
{
	if (getpid() != 1) {
		/* Someone waits for init: stop as well, so that they get the terminal back. */
		raise(SIGSTOP);
		resume(child);
	} else if (isatty(STDIN_FILENO)) {
		/* Nobody at this terminal could ever wake it: as with any PID 1, Ctrl-Z does nothing. */
		resume(child);
	}
}

static int exit_code(int status)
{
	return WIFSIGNALED(status) ? EXIT_SIGNAL_BASE + WTERMSIG(status) : WEXITSTATUS(status);
}

/* Reaps all that wait to be; returns the command's exit code if it was among them, else -1. */
static int reap(pid_t child)
{
	int code = -1;
	int status;
	pid_t reaped;

	while ((reaped = waitpid(-1, &status, WNOHANG | WUNTRACED)) > 0) {
		if (reaped != child)
			continue;
		if (WIFSTOPPED(status))
			serve_stop(child);
		else
			code = exit_code(status);
	}
	return code;
}

int child_supervise(pid_t child)
{
	for (;;) {
		int signal = signals_next();

		if (signal != SIGCHLD) {
			signals_pass_on(child, signal);
			continue;
		}

		int code = reap(child);
		if (code >= 0)
			return code;
	}
}
