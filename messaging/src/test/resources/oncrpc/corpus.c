/*
 * The peer of the XDR tests, around what rpcgen makes of corpus.x.
 *
 *   corpus echo             for each value on standard input (four bytes of length, then XDR) one line on standard
 *                           output: the value in words, and what it looks like encoded again, in hex
 *   corpus make SEED COUNT  the same lines for values made here
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <arpa/inet.h>
#include "corpus.h"

enum { BYTES_MAX = 65536 };

static uint64_t state;

static uint64_t next_random(void) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return state >> 16 ^ state << 40;
}

static unsigned below(unsigned bound) { return (unsigned)((next_random() >> 8) % bound); }

static char *make_text(unsigned max) {
    unsigned length = below(max + 1);
    char *text = calloc(length + 1, 1);
    for (unsigned i = 0; i < length; i++) {
        text[i] = (char)('!' + below(90));
    }
    return text;
}

static colour make_colour(void) {
    static const colour all[] = {RED, GREEN, BLUE};
    return all[below(3)];
}

static numbers make_numbers(void) {
    numbers made;
    memset(&made, 0, sizeof made);
    uint64_t bits = next_random();
    made.small = (int)next_random();
    made.positive = (u_int)next_random();
    made.large = (quad_t)next_random();
    made.huge = (u_quad_t)next_random();
    made.flag = (bool_t)below(2);
    made.single_float = (float)(int32_t)bits / 7;
    memcpy(&made.double_float, &bits, sizeof bits);
    made.tint = make_colour();
    return made;
}

static figure make_figure(void) {
    figure made;
    memset(&made, 0, sizeof made);
    made.kind = make_colour();
    if (made.kind == RED) {
        made.figure_u.contents = make_numbers();
    } else if (made.kind == GREEN) {
        made.figure_u.label = make_text(12);
    }
    return made;
}

static corpus make_corpus(void) {
    corpus made;
    memset(&made, 0, sizeof made);
    made.first = make_numbers();
    for (int i = 0; i < 5; i++) {
        made.digest[i] = (char)next_random();
    }
    made.rest.rest_len = below(10);
    made.rest.rest_val = calloc(10, 1);
    for (u_int i = 0; i < made.rest.rest_len; i++) {
        made.rest.rest_val[i] = (char)next_random();
    }
    made.text = make_text(30);
    for (int i = 0; i < 3; i++) {
        made.triple[i] = (int)next_random();
    }
    made.longs.longs_len = below(5);
    made.longs.longs_val = calloc(5, sizeof(quad_t));
    for (u_int i = 0; i < made.longs.longs_len; i++) {
        made.longs.longs_val[i] = (quad_t)next_random();
    }
    made.words.words_len = below(4);
    made.words.words_val = calloc(4, sizeof(word));
    for (u_int i = 0; i < made.words.words_len; i++) {
        made.words.words_val[i] = make_text(12);
    }
    made.shapes.shapes_len = below(4);
    made.shapes.shapes_val = calloc(4, sizeof(figure));
    for (u_int i = 0; i < made.shapes.shapes_len; i++) {
        made.shapes.shapes_val[i] = make_figure();
    }
    for (unsigned i = below(5); i > 0; i--) {
        node *link = calloc(1, sizeof *link);
        link->item = (int)next_random();
        link->next = made.chain;
        made.chain = link;
    }
    if (below(2)) {
        made.perhaps = calloc(1, sizeof(numbers));
        *made.perhaps = make_numbers();
    }
    return made;
}

static void print_hex(const char *bytes, size_t length) {
    for (size_t i = 0; i < length; i++) {
        printf("%02x", (unsigned char)bytes[i]);
    }
    putchar(';');
}

static void print_numbers(const numbers *it) {
    uint32_t single_bits;
    uint64_t double_bits;
    memcpy(&single_bits, &it->single_float, sizeof single_bits);
    memcpy(&double_bits, &it->double_float, sizeof double_bits);
    printf("%d,%u,%lld,%llu,%d,%08x,%016llx,%d;", it->small, it->positive, (long long)it->large,
           (unsigned long long)it->huge, it->flag, single_bits, (unsigned long long)double_bits, it->tint);
}

static void print_corpus(const corpus *it) {
    print_numbers(&it->first);
    print_hex(it->digest, 5);
    print_hex(it->rest.rest_val, it->rest.rest_len);
    print_hex(it->text, strlen(it->text));
    printf("%d,%d,%d;", it->triple[0], it->triple[1], it->triple[2]);
    for (u_int i = 0; i < it->longs.longs_len; i++) {
        printf("%lld,", (long long)it->longs.longs_val[i]);
    }
    putchar(';');
    for (u_int i = 0; i < it->words.words_len; i++) {
        print_hex(it->words.words_val[i], strlen(it->words.words_val[i]));
    }
    putchar(';');
    for (u_int i = 0; i < it->shapes.shapes_len; i++) {
        const figure *each = &it->shapes.shapes_val[i];
        printf("%d:", each->kind);
        if (each->kind == RED) {
            print_numbers(&each->figure_u.contents);
        } else if (each->kind == GREEN) {
            print_hex(each->figure_u.label, strlen(each->figure_u.label));
        }
    }
    putchar(';');
    for (const node *link = it->chain; link != NULL; link = link->next) {
        printf("%d,", link->item);
    }
    putchar(';');
    if (it->perhaps != NULL) {
        print_numbers(it->perhaps);
    }
}

static void print_line(corpus *value) {
    static char encoded[BYTES_MAX];
    XDR out;
    xdrmem_create(&out, encoded, sizeof encoded, XDR_ENCODE);
    if (!xdr_corpus(&out, value)) {
        fprintf(stderr, "a value cannot be encoded\n");
        exit(1);
    }
    print_corpus(value);
    putchar(' ');
    print_hex(encoded, xdr_getpos(&out));
    putchar('\n');
}

static int echo(void) {
    static char bytes[BYTES_MAX];
    uint32_t length;
    while (fread(&length, sizeof length, 1, stdin) == 1) {
        XDR in;
        corpus value;
        length = ntohl(length);
        if (length > sizeof bytes || fread(bytes, 1, length, stdin) != length) {
            fprintf(stderr, "a value of %u bytes cannot be read\n", length);
            return 1;
        }
        memset(&value, 0, sizeof value);
        xdrmem_create(&in, bytes, length, XDR_DECODE);
        if (!xdr_corpus(&in, &value) || xdr_getpos(&in) != length) {
            fprintf(stderr, "a value of %u bytes cannot be decoded\n", length);
            return 1;
        }
        print_line(&value);
        xdr_free((xdrproc_t)xdr_corpus, (char *)&value);
    }
    return 0;
}

int main(int count, char **arguments) {
    if (count == 2 && strcmp(arguments[1], "echo") == 0) {
        return echo();
    }
    if (count == 4 && strcmp(arguments[1], "make") == 0) {
        state = strtoull(arguments[2], NULL, 10);
        for (long left = atol(arguments[3]); left > 0; left--) {
            corpus value = make_corpus();
            print_line(&value);
            xdr_free((xdrproc_t)xdr_corpus, (char *)&value);
        }
        return 0;
    }
    fprintf(stderr, "usage: corpus echo | corpus make SEED COUNT\n");
    return 2;
}
