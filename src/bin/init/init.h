/* init: PID 1 of the image. Starts one command, passes signals on to it, reaps what it leaves behind. */
#ifndef INIT_H
#define INIT_H

#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>

/* Exit codes of init's own, as env(1), timeout(1) and shells use them (POSIX 2.8.2). */
enum {
	EXIT_INIT_FAILED = 125,
	EXIT_CANNOT_RUN = 126,
	EXIT_NOT_FOUND = 127,
	EXIT_SIGNAL_BASE = 128,
};

/* Writes "init: MESSAGE" to standard error. */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Replaces the process by the command; a name without a slash is looked up on PATH.
   When that fails, says why and ends the process with EXIT_NOT_FOUND or EXIT_CANNOT_RUN. */
_Noreturn void run_command(char *const argv[]);

/* Blocks everything that init waits for, and returns the mask it was started with in *inherited. */
void signals_block(sigset_t *inherited);

/* The next signal sent to init. */
int signals_next(void);

/* Sends the signal to the child's process group. */
void signals_pass_on(pid_t child, int signal);

/* Makes standard input the controlling terminal if it is a terminal that nobody controls. */
void terminal_claim(void);

/* Makes the group the foreground one of the controlling terminal; false when there is no terminal. */
bool terminal_give_to(pid_t group);

/* Starts the command in a process group of its own that holds the terminal. Returns its PID, -1 on error. */
pid_t child_start(char *const argv[], const sigset_t *mask);

/* Serves the child until it ends; returns the exit code that says how it did. */
int child_supervise(pid_t child);

#endif
