/* Serves the program of desk.x over TCP and UDP, at ports that it prints in one line. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "desk.h"

extern void desk_1(struct svc_req *, SVCXPRT *);

int *add_1_svc(operands *it, struct svc_req *request) {
    static int sum;
    sum = it->left + it->right;
    return &sum;
}

answer *find_1_svc(char **name, struct svc_req *request) {
    static answer found;
    static char text[32];
    found.found = strcmp(*name, "nothing") != 0;
    snprintf(text, sizeof text, "%s", *name);
    found.answer_u.it.name = text;
    found.answer_u.it.count = 4000000000u;
    return &found;
}

blob *echo_1_svc(blob *bytes, struct svc_req *request) {
    static blob copy;
    free(copy.blob_val);
    copy.blob_len = bytes->blob_len;
    copy.blob_val = malloc(bytes->blob_len + 1);
    memcpy(copy.blob_val, bytes->blob_val, bytes->blob_len);
    return &copy;
}

char **who_1_svc(void *nothing, struct svc_req *request) {
    static char text[300];
    static char *pointer = text;
    if (request->rq_cred.oa_flavor == AUTH_SYS) {
        struct authunix_parms *user = (struct authunix_parms *)request->rq_clntcred;
        snprintf(text, sizeof text, "%s %d %d %d", user->aup_machname, (int)user->aup_uid, (int)user->aup_gid,
                 (int)user->aup_len);
    } else {
        snprintf(text, sizeof text, "nobody");
    }
    return &pointer;
}

void *rename_1_svc(item *it, struct svc_req *request) {
    static char nothing;
    if (it->count == 13) {
        svcerr_auth(request->rq_xprt, AUTH_TOOWEAK);
        return NULL;
    }
    if (it->count == 14) {
        svcerr_systemerr(request->rq_xprt);
        return NULL;
    }
    return &nothing;
}

int main(void) {
    SVCXPRT *tcp = svctcp_create(RPC_ANYSOCK, 0, 0);
    SVCXPRT *udp = svcudp_create(RPC_ANYSOCK);
    if (tcp == NULL || udp == NULL || !svc_register(tcp, DESK, DESK_FIRST, desk_1, 0)
        || !svc_register(udp, DESK, DESK_FIRST, desk_1, 0)) {
        fprintf(stderr, "the program cannot be served\n");
        return 1;
    }
    printf("%d %d\n", (int)tcp->xp_port, (int)udp->xp_port);
    fflush(stdout);
    svc_run();
    return 1;
}
