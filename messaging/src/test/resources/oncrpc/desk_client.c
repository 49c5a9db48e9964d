/* Calls the program of desk.x: desk_client tcp|udp PORT [null]. Prints one line for each call; null is one call only. */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "desk.h"

static const char *transport;
static int port;

static CLIENT *client_of(u_long program, u_long version) {
    struct sockaddr_in address;
    struct timeval retry = {1, 0};
    int socket = RPC_ANYSOCK;
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons((unsigned short)port);
    CLIENT *client = strcmp(transport, "tcp") == 0
                         ? clnttcp_create(&address, program, version, &socket, 0, 0)
                         : clntudp_create(&address, program, version, retry, &socket);
    if (client == NULL) {
        clnt_pcreateerror(transport);
        exit(1);
    }
    return client;
}

static void call_void(const char *what, u_long program, u_long version, u_long procedure) {
    struct timeval timeout = {20, 0};
    CLIENT *client = client_of(program, version);
    enum clnt_stat status = clnt_call(client, procedure, (xdrproc_t)xdr_void, NULL, (xdrproc_t)xdr_void, NULL, timeout);
    struct rpc_err error;
    clnt_geterr(client, &error);
    printf("%s: %d", what, (int)status);
    if (status == RPC_PROGVERSMISMATCH) {
        printf(" %u-%u", (unsigned)error.re_vers.low, (unsigned)error.re_vers.high);
    }
    if (status == RPC_AUTHERROR) {
        printf(" %d", (int)error.re_why);
    }
    printf("\n");
    clnt_destroy(client);
}

static void call_all(CLIENT *client, unsigned blob_length) {
    operands sum = {40, 2};
    char *name = "bolt";
    char *nothing = "nothing";
    item renamed = {"nut", 4000000000u};
    blob bytes = {blob_length, malloc(blob_length)};
    memset(bytes.blob_val, 'x', blob_length);
    printf("add: %d\n", *add_1(&sum, client));
    answer *found = find_1(&name, client);
    printf("find: %d %s %u\n", found->found, found->answer_u.it.name, found->answer_u.it.count);
    printf("find nothing: %d\n", find_1(&nothing, client)->found);
    blob *echoed = echo_1(&bytes, client);
    printf("echo: %u %d\n", echoed->blob_len, memcmp(echoed->blob_val, bytes.blob_val, blob_length));
    printf("rename: %d\n", rename_1(&renamed, client) != NULL);
    printf("who: %s\n", *who_1(NULL, client));
    auth_destroy(client->cl_auth);
    client->cl_auth = authunix_create("workbench", 1001, 1002, 2, (gid_t[]){7, 8});
    printf("who: %s\n", *who_1(NULL, client));
}

int main(int count, char **arguments) {
    if (count < 3) {
        fprintf(stderr, "usage: desk_client tcp|udp PORT [null]\n");
        return 2;
    }
    transport = arguments[1];
    port = atoi(arguments[2]);
    if (count > 3) {
        call_void("null", DESK, DESK_FIRST, 0);
        return 0;
    }
    CLIENT *client = client_of(DESK, DESK_FIRST);
    call_all(client, strcmp(transport, "tcp") == 0 ? 300000 : 5000);
    clnt_destroy(client);
    call_void("null", DESK, DESK_FIRST, 0);
    call_void("other program", DESK + 1, DESK_FIRST, 0);
    call_void("other version", DESK, 9, 0);
    call_void("other procedure", DESK, DESK_FIRST, 99);
    call_void("no arguments", DESK, DESK_FIRST, ADD);
    return 0;
}
