// A page has no use for the debug package's log lines: its logger is replaced by one that stays silent.
module.exports = () => () => {};
