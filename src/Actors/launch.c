/* What the executable does before .NET is set up, where it is native. It starts other programs in a session of their own, without a
   shell and without setsid(1), so that the process that waits beside a program costs a few pages:

     actors --launch-guarded PROGRAM [ARGUMENT ...]        standard input is a pipe: a byte in it dismisses the guard, and its end
                                                           has the guard kill PROGRAM's process group
     actors --launch-detached LOG PROGRAM [ARGUMENT ...]   standard error is added to LOG; nothing watches it

   As the first process of a container it takes requests to end, until .NET does. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CANNOT_EXECUTE = 126, NOT_FOUND = 127 }; /* as a shell says it */

static int point(int descriptor, const char *path, int flags) {
    int opened = open(path, flags, 0600);
    if (opened < 0 || opened == descriptor) return opened;
    int pointed = dup2(opened, descriptor);
    close(opened);
    return pointed;
}

/* A descriptor that is closed would be that of the first file which the program opens. */
static void must_point(int descriptor, const char *path, int flags) {
    if (point(descriptor, path, flags) >= 0) return;
    fprintf(stderr, "%s cannot be opened: %s\n", path, strerror(errno));
    _exit(CANNOT_EXECUTE);
}

/* What lists of processes show: the process group that it guards, and nothing of the program's arguments. */
static void rename_to(pid_t group, int argc, char **argv) {
    char name[32];
    size_t length = (size_t)snprintf(name, sizeof name, "actors-guard%c%d", '\0', (int)group);
    char *last = argv[argc - 1];
    size_t room = (size_t)(last + strlen(last) - argv[0]);
    memset(argv[0], 0, room);
    memcpy(argv[0], name, length < room ? length : room);
    prctl(PR_SET_NAME, name);
}

static void guard(pid_t group, int argc, char **argv) {
    char byte;
    ssize_t got;
    setsid();
    rename_to(group, argc, argv);
    if (point(STDOUT_FILENO, "/dev/null", O_WRONLY) < 0) close(STDOUT_FILENO);
    if (point(STDERR_FILENO, "/dev/null", O_WRONLY) < 0) close(STDERR_FILENO);
    do { got = read(STDIN_FILENO, &byte, 1); } while (got < 0 && errno == EINTR);
    if (got <= 0) kill(-group, SIGKILL);
    _exit(0);
}

static void execute(char **command) {
    must_point(STDIN_FILENO, "/dev/null", O_RDONLY);
    execvp(command[0], command);
    int code = errno == ENOENT ? NOT_FOUND : CANNOT_EXECUTE;
    fprintf(stderr, "%s cannot be executed: %s\n", command[0], strerror(errno));
    _exit(code);
}

static void end(int signal) { _exit(128 + signal); } /* as a shell says it */

/* The kernel has no default actions for the first process of a container: until .NET handles them, requests to end would be lost. What
   .NET does not handle itself it leaves to these. */
static void take_default_actions(void) {
    static const int requests[] = {SIGTERM, SIGINT, SIGQUIT, SIGHUP};
    for (size_t at = 0; at < sizeof requests / sizeof *requests; at++) {
        struct sigaction action;
        if (sigaction(requests[at], NULL, &action) != 0 || action.sa_handler != SIG_DFL) continue;
        action.sa_handler = end;
        sigaction(requests[at], &action, NULL);
    }
}

__attribute__((constructor)) static void launch(int argc, char **argv) {
    if (getpid() == 1) take_default_actions();
    if (argc > 2 && strcmp(argv[1], "--launch-guarded") == 0) {
        setsid();
        pid_t group = getpid();
        /* Twice removed: the guard is no child that the program might wait for. No program runs without it. */
        pid_t between = fork();
        if (between == 0) {
            pid_t guardian = fork();
            if (guardian == 0) guard(group, argc, argv);
            _exit(guardian < 0 ? errno : 0);
        }
        int status = 0;
        pid_t waited = between;
        if (between > 0) do { waited = waitpid(between, &status, 0); } while (waited < 0 && errno == EINTR);
        if (waited < 0 || status != 0) {
            int error = WIFEXITED(status) && status != 0 ? WEXITSTATUS(status) : errno;
            fprintf(stderr, "the guard of the program cannot be started: %s\n", strerror(error));
            _exit(CANNOT_EXECUTE);
        }
        execute(argv + 2);
    }
    if (argc > 3 && strcmp(argv[1], "--launch-detached") == 0) {
        setsid();
        must_point(STDERR_FILENO, argv[2], O_WRONLY | O_CREAT | O_APPEND);
        execute(argv + 3);
    }
}
