#!/usr/bin/perl
# line_server.pl PORT: greets each line of one client after another, on 127.0.0.1, until it is killed. Port 0: any.
use strict;
use warnings;
use IO::Socket::INET;

my ($port) = @ARGV;
die "expected: PORT\n" unless defined $port;
# Loopback only, unless somebody means to serve the whole network.
my $listener = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => $port, Proto => 'tcp', Listen => 16, ReuseAddr => 1)
    or die "listen at port $port: $@\n";
local $SIG{PIPE} = 'IGNORE';    # a client that has gone is its own loss
$| = 1;
print 'listening at ', $listener->sockport, "\n";
while (1) {
    my $client = $listener->accept or next;
    $client->autoflush(1);
    while (my $name = <$client>) {
        $name =~ s/\r?\n\z//;
        print {$client} "Hello, $name!\n" or last;
    }
    close $client;
}
