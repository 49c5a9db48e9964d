/* stream_server tcp HOST PORT | stream_server unix PATH: greets one client after another, until it is killed. */
#include "messages.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void serve(int client) {
    static const char begin[] = "Hello, ";
    char name[MESSAGE_MAX];
    char answer[MESSAGE_MAX + sizeof begin + 1];
    for (long count = read_message(client, name); count >= 0; count = read_message(client, name)) {
        size_t length = sizeof begin - 1;
        memcpy(answer, begin, length);
        memcpy(answer + length, name, (size_t) count);
        length += (size_t) count;
        answer[length++] = '!';
        if (write_message(client, answer, length) < 0) {
            perror("send");
            return;
        }
    }
}

int main(int argc, char **argv) {
    (void) argc;
    char **args = argv + 1;
    struct sockaddr_storage address;
    socklen_t length;
    int fd = open_stream(&args, &address, &length);
    int on = 1;
    if (address.ss_family != AF_UNIX && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) < 0) {
        fail("SO_REUSEADDR", argv[2]);
    }
    if (bind(fd, (struct sockaddr *) &address, length) < 0) {
        fail("bind", argv[2]);
    }
    if (listen(fd, 16) < 0) {
        fail("listen", argv[2]);
    }
    length = sizeof address;
    if (getsockname(fd, (struct sockaddr *) &address, &length) < 0) {
        fail("getsockname", argv[2]);
    }
    if (address.ss_family == AF_UNIX) {
        printf("listening at %s\n", argv[2]);
    } else {
        in_port_t port = address.ss_family == AF_INET6 ? ((struct sockaddr_in6 *) &address)->sin6_port
                                                       : ((struct sockaddr_in *) &address)->sin_port;
        printf("listening at %d\n", ntohs(port));
    }
    fflush(stdout);
    for (;;) {
        int client = accept(fd, NULL, NULL);
        if (client < 0) {
            perror("accept");
            continue;
        }
        serve(client);
        close(client);
    }
}
