/* stream_client tcp HOST PORT NAME | stream_client unix PATH NAME: sends the name, prints the greeting. */
#include "messages.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv) {
    (void) argc;
    char **args = argv + 1;
    struct sockaddr_storage server;
    socklen_t length;
    int fd = open_stream(&args, &server, &length);
    if (args[0] == NULL) {
        fprintf(stderr, "expected: a name behind the address\n");
        return 2;
    }
    if (connect(fd, (struct sockaddr *) &server, length) < 0) {
        fail("connect", argv[2]);
    }
    if (write_message(fd, args[0], strlen(args[0])) < 0) {
        fail("send to", argv[2]);
    }
    char text[MESSAGE_MAX];
    errno = 0;
    long count = read_message(fd, text);
    if (count < 0) {
        fail("no answer from", argv[2]);
    }
    printf("%.*s\n", (int) count, text);
    close(fd);
    return 0;
}
