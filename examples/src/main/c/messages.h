/* Addresses and messages, for both sides of step 1: four bytes of length in network order, then so many bytes. */
#ifndef MESSAGES_H
#define MESSAGES_H

#include <stddef.h>
#include <sys/socket.h>

#define MESSAGE_MAX (64 * 1024)

/* Prints what failed, where and why, and ends the program with 1. */
void fail(const char *what, const char *where);

/* A stream socket and the address that "tcp HOST PORT" or "unix PATH" stands for; moves *args behind them. */
int open_stream(char ***args, struct sockaddr_storage *address, socklen_t *length);

/* 0, or -1 when the connection ended or broke before all of it had left. */
int write_message(int fd, const char *text, size_t length);

/* The length of the message now in text, which holds MESSAGE_MAX bytes; -1 at the end, when it broke or is too long. */
long read_message(int fd, char *text);

#endif
