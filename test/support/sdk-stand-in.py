# What the exported scripts use of globus_sdk 4 (globus/globus-sdk-python, src/globus_sdk/services/transfer/data/
# transfer_data.py), for machines without it: prints each document instead of sending it. An argument that the SDK does
# not know is an error here too.
import json
import sys
import types

OPTIONS = """label submission_id sync_level verify_checksum preserve_timestamp encrypt_data deadline skip_source_errors
fail_on_quota_errors delete_destination_extra notify_on_succeeded notify_on_failed notify_on_inactive source_local_user
destination_local_user""".split()


class TransferData(dict):
    def __init__(self, source_endpoint, destination_endpoint, *, additional_fields=None, **options):
        for name in options:
            if name not in OPTIONS:
                raise TypeError(name)
        super().__init__(
            DATA_TYPE="transfer", source_endpoint=source_endpoint, destination_endpoint=destination_endpoint, DATA=[]
        )
        self.update(options)
        self.update(additional_fields or {})

    def add_item(self, source_path, destination_path, *, recursive=None, external_checksum=None, checksum_algorithm=None):
        optional = dict(recursive=recursive, external_checksum=external_checksum, checksum_algorithm=checksum_algorithm)
        given = {name: value for name, value in optional.items() if value is not None}
        item = dict(DATA_TYPE="transfer_item", source_path=source_path, destination_path=destination_path, **given)
        self["DATA"].append(item)

    def add_filter_rule(self, name, *, method="exclude", type=None):
        rule = dict(DATA_TYPE="filter_rule", method=method, name=name, type=type)
        self.setdefault("filter_rules", []).append(rule)


class Named:
    def __init__(self, *names, **options):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        pass


class TransferClient(Named):
    def submit_transfer(self, data):
        documents.append(data)
        return {"task_id": "not printed"}


documents = []
module = types.ModuleType("globus_sdk")
module.TransferData = TransferData
module.TransferClient = TransferClient
module.UserApp = Named
module.GlobusAppConfig = Named
sys.modules["globus_sdk"] = module

results = []
for script in json.load(sys.stdin):
    documents.clear()
    code = compile(script, "transfer.py", "exec")
    exec(code, {"__name__": "__main__", "print": lambda *words: None})
    results.append(list(documents))
print(json.dumps(results))
