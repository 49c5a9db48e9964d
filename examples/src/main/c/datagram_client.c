/* datagram_client HOST PORT NAME: sends the name in a datagram, waits a second for the greeting. */
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#define DATAGRAM_MAX 1200

int main(int argc, char **argv) {
    if (argc != 4) {
        fprintf(stderr, "expected: HOST PORT NAME\n");
        return 2;
    }
    struct addrinfo hints, *server;
    memset(&hints, 0, sizeof hints);
    hints.ai_socktype = SOCK_DGRAM; /* and the socket is of the address's family: an AF_UNIX socket sends to no port */
    int error = getaddrinfo(argv[1], argv[2], &hints, &server);
    if (error != 0) {
        fprintf(stderr, "host %s port %s: %s\n", argv[1], argv[2], gai_strerror(error));
        return 1;
    }
    int fd = socket(server->ai_family, server->ai_socktype, server->ai_protocol);
    struct timeval second = {1, 0};
    if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &second, sizeof second) < 0) {
        perror("socket");
        return 1;
    }
    /* connect sends nothing: it lets the system drop what others send, and tell that nobody listens. */
    if (connect(fd, server->ai_addr, server->ai_addrlen) < 0) {
        perror("connect");
        return 1;
    }
    freeaddrinfo(server);
    if (send(fd, argv[3], strlen(argv[3]), 0) < 0) {
        perror("send");
        return 1;
    }
    char answer[DATAGRAM_MAX];
    ssize_t count = recv(fd, answer, sizeof answer, 0);
    if (count < 0) {
        perror("no answer");
        return 1;
    }
    printf("%.*s\n", (int) count, answer);
    close(fd);
    return 0;
}
