/**
 * Layer 7 for peers that speak ONC RPC: calls of typed procedures over TCP and UDP, with values in XDR, and the port
 * mapper of a machine.
 *
 * <p>It must not know sessions nor frames of RSocket. Its calls down are {@link dev.socle.transport.Connection} and {@link
 * dev.socle.transport.Datagrams}; its callback up is the user's service. Read {@link
 * dev.socle.messaging.oncrpc.OncRpcServer} first.
 */
@NullMarked
package dev.socle.messaging.oncrpc;

import org.jspecify.annotations.NullMarked;
