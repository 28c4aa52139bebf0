// Loaded into the CDK's Node process by `make check`: a synthesis that opens a connection fails.
require("node:net").Socket.prototype.connect = function () {
  throw new Error("The synthesis opened a network connection.");
};
require("node:dgram").Socket.prototype.send = function () {
  throw new Error("The synthesis sent a datagram.");
};
