#include "messages.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/un.h>
#include <unistd.h>

void fail(const char *what, const char *where) {
    fprintf(stderr, "%s %s: %s\n", what, where, strerror(errno));
    exit(1);
}

static void usage(void) {
    fprintf(stderr, "expected: tcp HOST PORT, or unix PATH\n");
    exit(2);
}

int open_stream(char ***args, struct sockaddr_storage *address, socklen_t *length) {
    char **arg = *args;
    memset(address, 0, sizeof *address);
    if (arg[0] != NULL && strcmp(arg[0], "unix") == 0 && arg[1] != NULL) {
        struct sockaddr_un *path = (struct sockaddr_un *) address;
        /* The path goes into the address, not the other way round, and no further than there is room. */
        if (strlen(arg[1]) >= sizeof path->sun_path) {
            errno = ENAMETOOLONG;
            fail("address", arg[1]);
        }
        path->sun_family = AF_UNIX;
        strcpy(path->sun_path, arg[1]);
        *length = sizeof *path;
        *args = arg + 2;
    } else if (arg[0] != NULL && strcmp(arg[0], "tcp") == 0 && arg[1] != NULL && arg[2] != NULL) {
        /* Host and port, in network order both; getaddrinfo replaces gethostbyname, and knows IPv6 as well. */
        struct addrinfo hints, *found;
        memset(&hints, 0, sizeof hints);
        hints.ai_socktype = SOCK_STREAM;
        int error = getaddrinfo(arg[1], arg[2], &hints, &found);
        if (error != 0) {
            fprintf(stderr, "host %s port %s: %s\n", arg[1], arg[2], gai_strerror(error));
            exit(1);
        }
        memcpy(address, found->ai_addr, found->ai_addrlen);
        *length = found->ai_addrlen;
        freeaddrinfo(found);
        *args = arg + 3;
    } else {
        usage();
    }
    /* The family of the socket is that of the address: AF_INET with a path would fail at connect. */
    int fd = socket(address->ss_family, SOCK_STREAM, 0);
    if (fd < 0) {
        fail("socket", arg[1]);
    }
    return fd;
}

/* write may take less than it was given. MSG_NOSIGNAL: a peer that has gone is an error here, not the end by SIGPIPE. */
static int write_all(int fd, const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t written = send(fd, bytes, length, MSG_NOSIGNAL);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            return -1;
        }
        bytes += written;
        length -= (size_t) written;
    }
    return 0;
}

/* read returns what is there, which may be a part. */
static int read_all(int fd, char *bytes, size_t length) {
    while (length > 0) {
        ssize_t count = read(fd, bytes, length);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            return -1;
        }
        bytes += count;
        length -= (size_t) count;
    }
    return 0;
}

int write_message(int fd, const char *text, size_t length) {
    if (length > MESSAGE_MAX) {
        errno = EMSGSIZE;
        return -1;
    }
    char message[sizeof(uint32_t) + MESSAGE_MAX];
    uint32_t prefix = htonl((uint32_t) length);
    memcpy(message, &prefix, sizeof prefix);
    memcpy(message + sizeof prefix, text, length);
    return write_all(fd, message, sizeof prefix + length);
}

long read_message(int fd, char *text) {
    uint32_t prefix;
    if (read_all(fd, (char *) &prefix, sizeof prefix) < 0) {
        return -1;
    }
    uint32_t length = ntohl(prefix);
    if (length > MESSAGE_MAX) { /* checked before it is believed: the buffer is not longer */
        errno = EMSGSIZE;
        return -1;
    }
    return read_all(fd, text, length) < 0 ? -1 : (long) length;
}
