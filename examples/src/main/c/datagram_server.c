/* datagram_server PORT: greets whoever sends a name in a datagram to 127.0.0.1, until it is killed. Port 0: any. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define DATAGRAM_MAX 1200

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "expected: PORT\n");
        return 2;
    }
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in address;
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_port = htons((in_port_t) atoi(argv[1]));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    if (fd < 0 || bind(fd, (struct sockaddr *) &address, length) < 0
        || getsockname(fd, (struct sockaddr *) &address, &length) < 0) {
        perror("bind");
        return 1;
    }
    printf("listening at %d\n", ntohs(address.sin_port));
    fflush(stdout);
    for (;;) {
        char name[DATAGRAM_MAX];
        char answer[DATAGRAM_MAX + sizeof "Hello, !"];
        struct sockaddr_storage client;
        socklen_t client_length = sizeof client;
        ssize_t count = recvfrom(fd, name, sizeof name, 0, (struct sockaddr *) &client, &client_length);
        if (count < 0) {
            perror("recvfrom");
            continue;
        }
        int answer_length = snprintf(answer, sizeof answer, "Hello, %.*s!", (int) count, name);
        if (sendto(fd, answer, (size_t) answer_length, 0, (struct sockaddr *) &client, client_length) < 0) {
            perror("sendto");
        }
    }
}
